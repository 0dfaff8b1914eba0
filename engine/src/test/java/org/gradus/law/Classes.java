package org.gradus.law;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.Utf8Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Compiled classes, and what they use of ours.
final class Classes {
    private static final Pattern CLASS_NAME = Pattern.compile("org/gradus/[\\w/$]+");

    private Classes() {}

    /// All classes in a directory.
    static List<ClassModel> in(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Classes::isClass).map(Classes::parse).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A class's full name, with dots between packages.
    static String name(ClassModel model) {
        return dotted(model.thisClass().asInternalName());
    }

    /// Every name of ours that a class file holds: in code, descriptors, generic signatures, annotations.
    static Stream<String> used(ClassModel model) {
        Stream.Builder<String> names = Stream.builder();
        for (var entry : model.constantPool()) {
            if (entry instanceof Utf8Entry text) {
                Matcher matcher = CLASS_NAME.matcher(text.stringValue());
                while (matcher.find()) names.add(dotted(matcher.group()));
            }
        }
        return names.build();
    }

    static String dotted(String internalName) {
        return internalName.replace('/', '.');
    }

    static String packageOf(String className) {
        return className.substring(0, Math.max(0, className.lastIndexOf('.')));
    }

    private static boolean isClass(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".class") && !name.equals("module-info.class");
    }

    private static ClassModel parse(Path file) {
        try {
            return ClassFile.of().parse(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
