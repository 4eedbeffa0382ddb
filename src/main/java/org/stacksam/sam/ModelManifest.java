package org.stacksam.sam;

import java.util.List;

/** A model described by data: a JSON file under {@code models/}. To be completed by the sam package's author. */
public record ModelManifest(String name, String licence, String source, int inputSize, String sha256, List<String> sources) {}
