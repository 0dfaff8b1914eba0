package org.gradus.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.gradus.name.Default;
import org.gradus.name.Setting;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// Images and their labels from IDX files, the format of MNIST and Fashion-MNIST; plain or gzip, of
/// which no more is unpacked than the header promises, and no more than of a [Csv].
///
/// Each file may as well be an NPY file, in which NumPy keeps an array of numbers of any type, plain and as large as
/// the disk holds it: what the heap has little room for is read from the disk batch by batch, with the same results.
///
/// An image of 28 × 28 pixels is a sample `[28, 28, 1]`, one channel last, and in IDX its inputs are from 0 to 255;
/// a dense network reads it as a row behind a `flatten`. What has but one dimension is a row already, and of
/// three or more the last are the channels. The distinct labels in order of size are classes 0, 1, 2 …
///
/// @param images the images, from the recipe's folder
/// @param labels their labels
/// @param testImages images for the test; with them nothing is split
/// @param testLabels their labels
/// @param split the part of the images that is for training, without files for the test;
///     with 1 nothing is held out
/// @param splitSeed fixes which; apart from the run's seed
/// @param standardize whether inputs get mean 0 and standard deviation 1, see [Preparation]
/// @param scale whether inputs are mapped to [0, 1], column by column or all alike
public record Idx(
        String images,
        String labels,
        @Default("") Optional<String> testImages,
        @Default("") Optional<String> testLabels,
        @Default("0.8") double split,
        @Default("1") long splitSeed,
        @Default("false") boolean standardize,
        @Default("false") Scale scale)
        implements Source.BuiltIn {
    public Idx {
        if (testImages.isPresent() != testLabels.isPresent()) {
            String missing = testImages.isPresent() ? "test_labels" : "test_images";
            throw Setting.wrong(missing, "a file, since its partner is given", "nothing");
        }
        Setting.part("split", split);
    }

    /// What the laws are tried on; they write the files.
    public static List<Source> examples() {
        return List.of(new Idx("images", "labels", Optional.empty(), Optional.empty(), 0.8, 1, false, Scale.FALSE));
    }

    @Override
    public Dataset load(Path folder) {
        Labels classes = new Labels();
        Pair train = Pair.read(folder, images, labels, classes);
        Preparation preparation = new Preparation(split, splitSeed, standardize, scale);
        if (testImages.isEmpty() || testLabels.isEmpty()) return preparation.of(train.table(classes));
        Pair test = Pair.read(folder, testImages.get(), testLabels.get(), classes);
        if (!test.inputs.shape().row().equals(train.inputs.shape().row())) {
            throw DataException.expected(test.file, "images of " + train.size() + ", as in " + train.file, test.size());
        }
        return preparation.of(train.table(classes), test.table(classes));
    }

    /// A file of images and the file of their labels.
    ///
    /// @param inputs the images as they stand there
    /// @param seen the number of each image's label by first sight
    private record Pair(Path file, Path labels, Tensor inputs, Tensor seen) {
        /// The dimensions of a file of images without channels: how many, height, width.
        private static final int PICTURES = 3;

        static Pair read(Path folder, String images, String labels, Labels classes) {
            Path x = DataFiles.resolve(folder, images), y = DataFiles.resolve(folder, labels);
            Tensor inputs = DataFiles.array(x), seen = DataFiles.array(y);
            if (inputs.shape().rank() < 2) {
                throw DataException.expected(x, "at least 2 dimensions, for images", inputs.shape());
            }
            if (seen.shape().rank() != 1) throw DataException.expected(y, "1 dimension, for labels", seen.shape());
            int count = inputs.shape().dim(0);
            if (seen.size() != count) {
                throw DataException.expected(y, count + " labels, one for each image of " + x, seen.size());
            }
            String place = y.toString();
            return new Pair(
                    x,
                    y,
                    inputs,
                    Tensor.generateInts(
                            seen.shape(), i -> classes.add(place, Numbers.canonical(String.valueOf(seen.get(i))))));
        }

        /// The size of an image, such as `28 × 28`.
        String size() {
            return inputs.shape().row().dims().stream().map(String::valueOf).collect(Collectors.joining(" × "));
        }

        Table table(Labels classes) {
            int[] order = classes.classes();
            Tensor targets = Tensor.generateInts(seen.shape(), i -> order[seen.getInt(i)]);
            Task task = new Task.Classification(classes.count(labels.toString()));
            List<Integer> shape = new ArrayList<>(inputs.shape().dims());
            if (shape.size() == PICTURES) shape.add(1);
            return new Table(
                    String.valueOf(file.getFileName()),
                    inputs.reshape(new Shape(shape)),
                    targets,
                    task,
                    Preprocessing.of(Layout.NONE, classes.names()));
        }
    }
}
