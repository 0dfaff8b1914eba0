package org.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.gradus.tensor.Philox;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A file damaged at random is either read or explained in one line; nothing else is ever thrown.
class DamageLaws {
    private static final int TIMES = 200;

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("file");
    }

    /// Overwrites up to three bytes, and cuts every fourth file short.
    private static byte[] damaged(byte[] bytes, int seed) {
        byte[] out = bytes.clone();
        for (int i = 0; i <= Philox.uniform(seed, 1, 0, 0) * 3; i++) {
            int place = (int) (Philox.uniform(seed, 2, 0, i) * out.length);
            byte[] telling = {'"', ',', '{', '\\', '9', '-', '\n', 0, (byte) Philox.bits(seed, 3, 0, i)};
            out[place] = telling[(int) (Philox.uniform(seed, 4, 0, i) * telling.length)];
        }
        return seed % 4 == 0 ? Arrays.copyOf(out, (int) (Philox.uniform(seed, 5, 0, 0) * out.length)) : out;
    }

    private void check(byte[] whole, Runnable read) throws IOException {
        Files.write(file(), whole);
        read.run();
        int refused = 0;
        for (int seed = 1; seed <= TIMES; seed++) {
            Files.write(file(), damaged(whole, seed));
            try {
                read.run();
            } catch (DataException e) {
                assertThat(e.getMessage())
                        .as("seed %d", seed)
                        .startsWith(file().toString())
                        .doesNotContain("\n");
                refused++;
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
        assertThat(refused).isGreaterThan(TIMES / 4);
    }

    @Test
    void csv() throws IOException {
        byte[] text = "a,\"b\",c\n1,2.5,0\n3,4e1,1\n\"5\",6,0\n7,8,1\n9,10,0\n".getBytes(StandardCharsets.UTF_8);
        Csv csv = Csv.of("file");
        check(text, () -> csv.load(folder));
    }

    @Test
    void idx() throws IOException {
        Files.write(folder.resolve("labels"), IdxTest.idx(new byte[] {0, 1, 0}, 3));
        Idx idx = new Idx("file", "labels", Optional.empty(), Optional.empty(), 0.5, 1, true, Scale.FALSE);
        check(IdxTest.idx(new byte[12], 3, 2, 2), () -> idx.load(folder));
        check(IdxTest.gzip(IdxTest.idx(new byte[12], 3, 2, 2)), () -> idx.load(folder));
    }

    @Test
    void safetensors() throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("layer/weight", Tensor.vector(1, 2, 3));
        tensors.put("\t", Tensor.ints(4, 5));
        new Params(tensors, Map.of("note", "text")).write(file());
        check(Files.readAllBytes(file()), () -> Params.read(file()));
    }
}
