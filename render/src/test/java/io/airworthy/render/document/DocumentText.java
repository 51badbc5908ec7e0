package io.airworthy.render.document;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads a Markdown document the way a renderer would, as far as the tests need. */
record DocumentText(String text) {

    /** Runbook and checklist of a deployment, one after the other. */
    static Stream<DocumentText> of(io.airworthy.AirflowDeployment deployment) {
        return Stream.of(
                new DocumentText(Deployments.runbook(deployment)),
                new DocumentText(new Checklist(deployment, deployment.validate()).asText()));
    }

    /** The contents of the fenced blocks of a language. */
    List<String> fenced(String language) {
        List<String> blocks = new ArrayList<>();
        String fence = "";
        StringBuilder block = new StringBuilder();
        boolean wanted = false;
        for (String line : text.split("\n", -1)) {
            if (fence.isEmpty() && line.startsWith("```")) {
                fence = line.replaceAll("[^`].*", "");
                wanted = line.substring(fence.length()).equals(language);
                block.setLength(0);
            } else if (!fence.isEmpty() && line.equals(fence)) {
                fence = "";
                if (wanted) {
                    blocks.add(block.toString());
                }
            } else if (!fence.isEmpty()) {
                block.append(line).append('\n');
            }
        }
        if (!fence.isEmpty()) {
            throw new AssertionError("a fence is never closed");
        }
        return blocks;
    }

    /** The lines outside of fences. */
    List<String> prose() {
        List<String> lines = new ArrayList<>();
        String fence = "";
        for (String line : text.split("\n", -1)) {
            if (fence.isEmpty() && line.startsWith("```")) {
                fence = line.replaceAll("[^`].*", "");
            } else if (!fence.isEmpty()) {
                fence = line.equals(fence) ? "" : fence;
            } else {
                lines.add(line);
            }
        }
        return lines;
    }

    /** The tables, each a list of lines. */
    List<List<String>> tables() {
        List<List<String>> tables = new ArrayList<>();
        List<String> table = new ArrayList<>();
        for (String line : prose()) {
            if (line.startsWith("|")) {
                table.add(line);
            } else if (!table.isEmpty()) {
                tables.add(List.copyOf(table));
                table.clear();
            }
        }
        return tables;
    }
}
