package org.gradus.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gradus.name.Shown;
import org.gradus.tensor.Shape;

/// The header of a safetensors file: `{"path": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}, …}`, and
/// under `__metadata__` notes, text by name.
///
/// @param entries the tensors, in the header's order
record SafetensorsHeader(List<Entry> entries, Map<String, String> metadata) {
    /// What the header says of one tensor.
    ///
    /// @param dtype one of [Dtype], or another of which only the name is known
    /// @param begin the place of the first element, in bytes after the header
    /// @param end the place after the last element
    record Entry(String path, String dtype, Shape shape, long begin, long end) {}

    /// Reads a header and checks it against the number of bytes that follow it.
    static SafetensorsHeader parse(String file, byte[] json, long data) {
        SafetensorsHeader header = new Parser(file, json).header();
        header.checkLayout(file, data);
        return header;
    }

    /// The elements must fill the data exactly, without gaps or overlaps.
    private void checkLayout(String file, long data) {
        long end = 0;
        List<Entry> stored = new ArrayList<>(entries);
        stored.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        for (Entry entry : stored) {
            String place = file + ": " + DataException.quoted(entry.path());
            if (entry.begin() != end) {
                String fault = entry.begin() < end ? " (an overlap)" : " (a gap)";
                throw DataException.expected(place, "data_offsets that begin at " + end, entry.begin() + fault);
            }
            end = entry.end();
            if (end > data) {
                throw DataException.expected(place, "data up to byte " + end, data + " bytes: the file is cut off");
            }
        }
        if (end < data) {
            String found = data - end + " bytes more";
            throw DataException.expected(file, "the end of the file after " + end + " bytes of data", found);
        }
    }

    /// Reads what the format allows and nothing else.
    private static final class Parser {
        private final String file;
        private final JsonCursor json;
        private final List<Entry> entries = new ArrayList<>();
        private final Map<String, String> metadata = new LinkedHashMap<>();

        Parser(String file, byte[] bytes) {
            this.file = file;
            json = JsonCursor.ofHeader(file, bytes, Long.BYTES);
        }

        SafetensorsHeader header() {
            json.object(path -> {
                if (path.equals(Params.METADATA)) json.object(name -> metadata.put(name, json.string()));
                else entries.add(entry(path));
            });
            json.end();
            return new SafetensorsHeader(List.copyOf(entries), metadata);
        }

        private Entry entry(String path) {
            Draft draft = new Draft();
            json.object(key -> {
                switch (key) {
                    case "dtype" -> draft.dtype = json.string();
                    case "shape" -> draft.shape = json.wholeNumbers();
                    case "data_offsets" -> draft.offsets = json.wholeNumbers();
                    default -> throw wrong(path, "the keys dtype, shape and data_offsets", DataException.quoted(key));
                }
            });
            return entry(path, draft);
        }

        private Entry entry(String path, Draft draft) {
            if (draft.dtype.isEmpty()) throw wrong(path, "the key dtype", "none");
            if (draft.offsets.isEmpty()) throw wrong(path, "the key data_offsets with two numbers", "none");
            if (draft.offsets.size() != 2) throw wrong(path, "two data_offsets", Shown.brief(draft.offsets));
            long begin = draft.offsets.get(0);
            long end = draft.offsets.get(1);
            Shape shape = shape(path, draft.shape);
            Dtype.of(draft.dtype).ifPresent(dtype -> {
                long bytes = (long) shape.size() * dtype.bytes();
                if (end - begin == bytes) return;
                String expected = "data_offsets " + bytes + " bytes apart, for " + dtype + " " + shape;
                throw wrong(path, expected, draft.offsets);
            });
            if (begin > end) throw wrong(path, "data_offsets in order", draft.offsets);
            return new Entry(path, draft.dtype, shape, begin, end);
        }

        private Shape shape(String path, List<Long> dims) {
            if (dims.equals(Draft.NONE)) throw wrong(path, "the key shape", "none");
            for (long dim : dims) {
                if (dim > Integer.MAX_VALUE)
                    throw wrong(path, "a shape of at most 2^31 - 1 elements", Shown.brief(dims));
            }
            try {
                return new Shape(dims.stream().map(Long::intValue).toList());
            } catch (IllegalArgumentException _) {
                throw wrong(path, "a shape of at most 2^31 - 1 elements", Shown.brief(dims));
            }
        }

        private DataException wrong(String path, String expected, Object found) {
            return DataException.expected(file + ": " + DataException.quoted(path), expected, found);
        }
    }

    /// An entry whose keys have not all come yet.
    private static final class Draft {
        static final List<Long> NONE = List.of(-1L);
        private String dtype = "";
        private List<Long> shape = NONE;
        private List<Long> offsets = List.of();
    }
}
