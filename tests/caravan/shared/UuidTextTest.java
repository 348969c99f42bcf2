package caravan.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class UuidTextTest {

    @Test
    void a_uuid_is_read_in_either_case() {
        UUID uuid = new UUID(0x0190a1b200007000L, 0x800000000000000fL);
        assertThat(UuidText.read("0190a1b2-0000-7000-8000-00000000000f")).contains(uuid);
        assertThat(UuidText.read("0190A1B2-0000-7000-8000-00000000000F")).contains(uuid);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "1-2-3-4-5",
                "0190a1b2-0000-7000-8000-00000000000g",
                " 0190a1b2-0000-7000-8000-00000000000f",
                "0190a1b2000070008000000000000000",
                "0190a1b-20000-7000-8000-00000000000f",
                "{0190a1b2-0000-7000-8000-00000000000f}"
            })
    void nothing_else_is(String text) {
        assertThat(UuidText.read(text)).isEmpty();
    }
}
