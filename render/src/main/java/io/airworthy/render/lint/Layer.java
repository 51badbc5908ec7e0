package io.airworthy.render.lint;

import io.airworthy.render.source.SourceNode;
import io.airworthy.render.source.SourceText;

/**
 * The values of one file: Helm merges several, and the last one that says something decides.
 *
 * @param text the text that the nodes' places count in
 * @param placement where that text stands in the file
 */
record Layer(SourceText text, Placement placement, SourceNode root) {}
