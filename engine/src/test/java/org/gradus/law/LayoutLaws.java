package org.gradus.law;

import static java.lang.constant.ConstantDescs.CD_void;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The layout law itself, on classes planted for it.
class LayoutLaws {
    private static final Layout LAYOUT = Layout.of("first second");

    @TempDir
    Path classes;

    @Test
    void aPackageMayUseAnEarlierOne() throws IOException {
        plant("org.gradus.second.Late", "org.gradus.first.Early");
        assertThat(LAYOUT.violations(classes)).isEmpty();
    }

    @Test
    void aPackageThatLooksForwardIsNamed() throws IOException {
        plant("org.gradus.first.Early", "org.gradus.second.Late");
        assertThat(LAYOUT.violations(classes))
                .containsExactly("org.gradus.first.Early uses org.gradus.second.Late, which comes later");
    }

    @Test
    void aNestedPackageIsOneStopWithItsParent() throws IOException {
        plant("org.gradus.first.Early", "org.gradus.first.part.Piece");
        plant("org.gradus.first.part.Piece", "org.gradus.first.Early");
        assertThat(LAYOUT.violations(classes)).isEmpty();
        plant("org.gradus.first.part.Piece", "org.gradus.second.part.Other");
        assertThat(LAYOUT.violations(classes)).hasSize(1);
    }

    @Test
    void aNameThatOnlyBeginsAlikeIsAnotherPackage() throws IOException {
        plant("org.gradus.firstborn.Stray", "java.lang.String");
        assertThat(LAYOUT.violations(classes)).containsExactly("org.gradus.firstborn has no place in the layout");
    }

    @Test
    void filesThatUseEachOtherAreACircle() throws IOException {
        plant("org.gradus.first.Alone", "org.gradus.first.One");
        plant("org.gradus.first.One", "org.gradus.first.Two$Inner");
        plant("org.gradus.first.Two$Inner", "org.gradus.first.One");
        List<Set<String>> circles = Circles.among(classes);
        assertThat(circles).containsExactly(new TreeSet<>(List.of("org.gradus.first.One", "org.gradus.first.Two")));
        assertThat(circles).noneMatch(Circles::isKnot);
    }

    @Test
    void aCircleOfManyFilesOrOfTwoPackagesIsAKnot() throws IOException {
        for (int i = 0; i < 6; i++) plant("org.gradus.first.File" + i, "org.gradus.first.File" + (i + 1) % 6);
        plant("org.gradus.second.Whole", "org.gradus.second.part.Part");
        plant("org.gradus.second.part.Part", "org.gradus.second.Whole");
        assertThat(Circles.among(classes)).hasSize(2).allMatch(Circles::isKnot);
    }

    /// Writes a class with an abstract method whose parameter has a given type: a use that stands in a descriptor
    /// alone.
    private void plant(String user, String used) throws IOException {
        byte[] bytes = ClassFile.of()
                .build(
                        ClassDesc.of(user),
                        type -> type.withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_ABSTRACT)
                                .withMethod(
                                        "take",
                                        MethodTypeDesc.of(CD_void, ClassDesc.of(used)),
                                        ClassFile.ACC_PUBLIC | ClassFile.ACC_ABSTRACT,
                                        _ -> {}));
        Path file = classes.resolve(user.replace('.', '/') + ".class");
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }
}
