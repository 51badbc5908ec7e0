package io.airworthy.render.source;

import java.util.function.Supplier;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.scanner.Scanner;
import org.yaml.snakeyaml.scanner.ScannerException;
import org.yaml.snakeyaml.scanner.ScannerImpl;
import org.yaml.snakeyaml.tokens.Token;

/**
 * Takes tabs between tokens as Helm does: behind a key's colon, and everywhere in JSON. Where a tab would have to indent it stays
 * a mistake. The scanner stops in front of a tab without having changed anything, so that it can go on behind it.
 */
final class TabScanner implements Scanner {

    private final StreamReader reader;
    private final Scanner scanner;
    private final int[] points;
    private final boolean json;

    TabScanner(StreamReader reader, LoaderOptions options, int[] points) {
        this.reader = reader;
        this.scanner = new ScannerImpl(reader, options);
        this.points = points;
        this.json = startsAsJson(points);
    }

    private static boolean startsAsJson(int[] points) {
        for (int point : points) {
            if (!Character.isWhitespace(point)) {
                return point == '{' || point == '[';
            }
        }
        return false;
    }

    @Override
    public boolean checkToken(Token.ID choice) {
        return pastTabs(() -> scanner.checkToken(choice));
    }

    @Override
    public boolean checkToken(Token.ID... choices) {
        return pastTabs(() -> scanner.checkToken(choices));
    }

    @Override
    public Token peekToken() {
        return pastTabs(scanner::peekToken);
    }

    @Override
    public Token getToken() {
        return pastTabs(scanner::getToken);
    }

    @Override
    public void resetDocumentIndex() {
        scanner.resetDocumentIndex();
    }

    private <T> T pastTabs(Supplier<T> call) {
        while (true) {
            try {
                return call.get();
            } catch (ScannerException stopped) {
                if (!isTabBetweenTokens(stopped.getProblemMark())) {
                    throw stopped;
                }
                while (reader.peek() == '\t') {
                    reader.forward();
                }
            }
        }
    }

    private boolean isTabBetweenTokens(Mark place) {
        int index = place.getIndex();
        if (index >= points.length || points[index] != '\t' || reader.getIndex() != index) {
            return false;
        }
        int before = index - 1;
        while (before >= 0 && (points[before] == ' ' || points[before] == '\t')) {
            before--;
        }
        boolean atStartOfLine = before < 0 || points[before] == '\n' || points[before] == '\r';
        return json || !atStartOfLine && points[before] != '-' && points[before] != '?';
    }
}
