package caravan.imports.csv;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The fields of a row, unquoted.
 *
 * @param first the contents of the first two, or fewer
 * @param count of all of them
 * @param plain whether all bytes of the row are ASCII
 * @param nul whether one of them is 0
 */
record Fields(List<byte[]> first, int count, boolean plain, boolean nul) {

    private static final int WANTED = 2;

    static Fields of(RowReader row) {
        List<byte[]> first = new ArrayList<>(WANTED);
        byte[] content = new byte[row.length()];
        int size = 0;
        int count = 1;
        int all = 0;
        boolean nul = false;
        Place place = Place.FIELD_START;
        for (int at = 0; at < row.length(); at++) {
            byte b = row.at(at);
            all |= b;
            nul |= b == 0;
            if (b == ',' && place.endsAtComma()) {
                if (count++ <= WANTED) {
                    first.add(Arrays.copyOf(content, size));
                }
                size = 0;
            } else if (place.holds(b)) {
                content[size++] = b;
            }
            place = place.after(b);
        }
        if (count <= WANTED) {
            first.add(Arrays.copyOf(content, size));
        }
        return new Fields(first, count, all >= 0, nul);
    }
}
