package io.airworthy.render.report;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.xml.sax.SAXException;

/** The published schemas of the formats, which are not ours to ship: tests find them where a system property says. */
final class ReportSchemas {

    private static final String FOLDER = System.getProperty("airworthy.schemas", "");
    private static final ObjectMapper JSON = new ObjectMapper();

    private ReportSchemas() {}

    static List<String> refusalsOfSarif(String log) throws IOException {
        return refusals(Files.readString(atHand("sarif/sarif-schema-2.1.0.json")), SpecificationVersion.DRAFT_7, log);
    }

    static List<String> refusalsOfJson(String report) throws IOException {
        return refusals(Report.jsonSchema(), SpecificationVersion.DRAFT_2020_12, report);
    }

    private static List<String> refusals(String schema, SpecificationVersion version, String document)
            throws IOException {
        return SchemaRegistry.withDefaultDialect(version)
                .getSchema(JSON.readTree(schema))
                .validate(JSON.readTree(document))
                .stream()
                .map(Object::toString)
                .toList();
    }

    /** Throws if the document is not well-formed, or is not what Jenkins takes. */
    static void requireJUnit(String document) throws IOException, SAXException {
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(atHand("junit/junit-10.xsd").toFile())
                .newValidator()
                .validate(new StreamSource(new StringReader(document)));
    }

    private static Path atHand(String file) {
        Path path = Path.of(FOLDER, file);
        assumeTrue(
                !FOLDER.isEmpty() && Files.exists(path),
                "Skipped: set -Dairworthy.schemas to a folder that holds " + file
                        + "; docs/CONTRIBUTING.md says where it comes from");
        return path;
    }
}
