package caravan.imports.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TranscodedInputTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"UTF-16", "UTF-16LE", "UTF-32", "GB18030", "Shift_JIS", "EUC-JP", "ISO-2022-JP", "Big5", "KOI8-R"
            })
    void text_is_the_same_in_UTF_8_however_its_bytes_arrive(String name) throws IOException {
        Charset charset = Charset.forName(name);
        StringBuilder all = new StringBuilder();
        Random random = new Random(7);
        while (all.length() < 200_000) {
            String piece = new String(Character.toChars(' ' + random.nextInt(0x20000)));
            all.append(charset.newEncoder().canEncode(piece) ? piece : "a,\"\r\n");
        }
        String text = all.toString();
        InputStream bytes = Rows.inPieces(new ByteArrayInputStream(text.getBytes(charset)), 50_000, random);
        InputStream few = Rows.inPieces(new ByteArrayInputStream(text.getBytes(charset)), 3, random);

        assertThat(read(new TranscodedInput(bytes, charset)).equals(text)).isTrue();
        assertThat(read(new TranscodedInput(few, charset)).equals(text)).isTrue();
    }

    @Test
    void what_cannot_be_decoded_is_a_byte_that_UTF_8_has_not_and_the_rest_stays() throws IOException {
        InputStream in = new TranscodedInput(Rows.input("a\u00FF\u00FFb\n\u0081"), Charset.forName("Shift_JIS"));

        assertThat(Rows.text(in.readAllBytes())).isEqualTo("a\u00FF\u00FFb\n\u00FF");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Shift_JIS", "windows-31j", "EUC-JP", "EUC-KR", "GBK", "GB18030", "Big5"})
    void no_broken_character_takes_a_comma_a_quote_or_a_line_break_with_it(String charset) throws IOException {
        for (char first = 0x80; first <= 0xFF; first++) {
            for (String ascii : new String[] {"\n", "\r", ",", "\""}) {
                InputStream in = new TranscodedInput(Rows.input(first + ascii + ascii), Charset.forName(charset));

                assertThat(Rows.text(in.readAllBytes())).endsWith(ascii + ascii);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16BE", "UTF-16LE"})
    void half_a_surrogate_pair_does_not_take_the_line_break_with_it(String name) throws IOException {
        for (int half : new int[] {0xD800, 0xDBFF, 0xDC00, 0xDFFF}) {
            int[] units = {'a', half, '\n', 'b', half, half < 0xDC00 ? 0xDBFF : 0xDC00, '\n'};
            ByteBuffer bytes = ByteBuffer.allocate(2 * units.length)
                    .order(name.endsWith("BE") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
            IntStream.of(units).forEach(unit -> bytes.putShort((short) unit));
            InputStream in = new TranscodedInput(new ByteArrayInputStream(bytes.array()), Charset.forName(name));

            assertThat(Rows.text(in.readAllBytes())).isEqualTo("a\u00FF\nb\u00FF\u00FF\n");
        }
    }

    @Test
    void bytes_may_be_read_one_at_a_time() throws IOException {
        InputStream in = new TranscodedInput(Rows.input("\0a\u00D8\0\0b"), StandardCharsets.UTF_16BE);

        for (int expected : new int[] {'a', 0xFF, 'b', -1, -1}) {
            assertThat(in.read()).isEqualTo(expected);
        }
    }

    @Test
    void ten_million_bytes_of_which_none_can_be_decoded_take_no_longer_than_others() throws IOException {
        byte[] buffer = new byte[64 * 1024];
        long count = 0;
        try (InputStream in = new TranscodedInput(Rows.repeated("\u00FF", 10_000_000), Charset.forName("Shift_JIS"))) {
            for (int read = 0; read >= 0; read = in.read(buffer, 0, buffer.length)) {
                count += read;
            }
        }

        assertThat(count).isEqualTo(10_000_000);
    }

    private static String read(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
}
