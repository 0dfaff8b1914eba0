package org.gradus.law;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;
import javax.tools.ToolProvider;

/// One source file, measured on its syntax tree.
///
/// @param name the file's name without `.java`
/// @param packageName the package it declares
/// @param isPublic whether its main type is public
/// @param lines its length
/// @param methods its methods and constructors, nested types' included, without their documentation
/// @param undocumented its public types that have no documentation
public record Source(
        String name, String packageName, boolean isPublic, int lines, List<Method> methods, List<String> undocumented) {

    /// A method as `Type.name`, and the lines from its first modifier to its closing brace.
    public record Method(String name, int lines) {}

    public Source {
        methods = List.copyOf(methods);
        undocumented = List.copyOf(undocumented);
    }

    /// Parses and measures files; nothing is compiled.
    public static List<Source> parse(List<Path> files) {
        if (files.isEmpty()) return List.of();
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            var task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            DocTrees trees = DocTrees.instance(task);
            List<Source> sources = new ArrayList<>();
            for (CompilationUnitTree unit : task.parse()) sources.add(new Ruler(trees, unit).measure());
            return sources;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Walks one file.
    private static final class Ruler extends TreePathScanner<Void, String> {
        private final DocTrees trees;
        private final CompilationUnitTree unit;
        private final List<Method> methods = new ArrayList<>();
        private final List<String> undocumented = new ArrayList<>();

        Ruler(DocTrees trees, CompilationUnitTree unit) {
            this.trees = trees;
            this.unit = unit;
        }

        Source measure() throws IOException {
            scan(unit, "");
            Path file = Path.of(unit.getSourceFile().toUri());
            String name = file.getFileName().toString().replace(".java", "");
            boolean isPublic = unit.getTypeDecls().stream()
                    .anyMatch(type -> type instanceof ClassTree tree
                            && tree.getModifiers().getFlags().contains(Modifier.PUBLIC));
            int lines = (int)
                    unit.getSourceFile().getCharContent(true).toString().lines().count();
            String packageName = String.valueOf(unit.getPackageName());
            return new Source(name, packageName, isPublic, lines, methods, undocumented);
        }

        @Override
        public Void visitClass(ClassTree type, String owner) {
            String name = type.getSimpleName().isEmpty()
                    ? owner
                    : type.getSimpleName().toString();
            boolean isPublic = type.getModifiers().getFlags().contains(Modifier.PUBLIC);
            if (isPublic && trees.getDocComment(getCurrentPath()) == null) undocumented.add(name);
            return super.visitClass(type, name);
        }

        @Override
        public Void visitMethod(MethodTree method, String owner) {
            String name = method.getName().contentEquals("<init>")
                    ? "new"
                    : method.getName().toString();
            methods.add(new Method(owner + "." + name, linesOf(method)));
            return super.visitMethod(method, owner);
        }

        private int linesOf(Tree tree) {
            var positions = trees.getSourcePositions();
            long first = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, tree));
            long last = unit.getLineMap().getLineNumber(positions.getEndPosition(unit, tree));
            return (int) (last - first + 1);
        }
    }
}
