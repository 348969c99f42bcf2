package caravan.dispatcher;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskMessageTest {
    final TaskMessage message = new TaskMessage();

    @Test
    void a_uuid_is_read_as_bytes_and_as_text() {
        UUID id = UUID.randomUUID();
        assertThat(message.id(id.toString().getBytes(US_ASCII))).isEqualTo(id);
        assertThat(message.id(id.toString())).isEqualTo(id);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "hello",
                "1-1-1-1-1",
                "0da5e1c5-6011-4c05-ae4b-4f120a3cb7a",
                "0da5e1c560114c05ae4b4f120a3cb7ac----",
                "0da5e1c5-6011-4c05-ae4b-4f120a3cb7ax"
            })
    void anything_else_is_refused(String body) {
        assertThatThrownBy(() -> message.id(body)).isInstanceOf(NoTaskMessage.class);
    }
}
