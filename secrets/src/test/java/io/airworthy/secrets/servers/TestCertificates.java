package io.airworthy.secrets.servers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A certificate authority that lives as long as the tests, and the certificates that it signs. */
final class TestCertificates {

    private static final List<String> NEW_KEY =
            List.of("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes");

    private final ServerFolder folder;
    private final String name;

    private TestCertificates(ServerFolder folder, String name) {
        this.folder = folder;
        this.name = name;
    }

    /** Makes an authority. Two of different names do not trust each other's certificates. */
    static TestCertificates authority(ServerFolder folder, String name) throws Exception {
        TestCertificates authority = new TestCertificates(folder, name);
        List<String> request = new ArrayList<>(List.of("req", "-x509", "-days", "2", "-subj", "/CN=" + name));
        request.addAll(NEW_KEY);
        request.addAll(List.of("-keyout", authority.file(".key"), "-out", authority.file(".crt")));
        openssl(request);
        return authority;
    }

    /** The authority's own certificate, which clients check against. */
    Path bundle() {
        return folder.resolve(name + ".crt");
    }

    /** Signs a certificate for one host name, which stands in the alternative names alone. */
    Signed sign(String host) throws Exception {
        String request = folder.resolve(host + ".csr").toString();
        Path certificate = folder.resolve(host + ".crt");
        Path key = folder.resolve(host + ".key");
        Path extensions = folder.write(host + ".ext", "subjectAltName=DNS:" + host + "\n");
        List<String> ask = new ArrayList<>(List.of("req", "-new", "-subj", "/CN=not a host"));
        ask.addAll(NEW_KEY);
        ask.addAll(List.of("-keyout", key.toString(), "-out", request));
        openssl(ask);
        openssl(List.of(
                "x509",
                "-req",
                "-in",
                request,
                "-days",
                "2",
                "-set_serial",
                "1",
                "-CA",
                file(".crt"),
                "-CAkey",
                file(".key"),
                "-extfile",
                extensions.toString(),
                "-out",
                certificate.toString()));
        return new Signed(certificate, key);
    }

    /**
     * A server's certificate and its private key.
     *
     * @param certificate the certificate's file
     * @param key the private key's file
     */
    record Signed(Path certificate, Path key) {}

    private String file(String ending) {
        return folder.resolve(name + ending).toString();
    }

    private static void openssl(List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(Programs.path("openssl")));
        command.addAll(arguments);
        Command.run("", Map.of(), command).orFail();
    }
}
