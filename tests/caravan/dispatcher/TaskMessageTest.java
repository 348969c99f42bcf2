package caravan.dispatcher;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.shared.broker.Parcel;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskMessageTest {
    final TaskMessage message = new TaskMessage(2);

    @Test
    void uuids_are_read_as_bytes_and_as_text_a_line_each() {
        UUID id = UUID.randomUUID();
        UUID other = UUID.randomUUID();
        assertThat(message.ids(id.toString().getBytes(US_ASCII))).containsExactly(id);
        assertThat(message.ids(id + "\n" + other)).containsExactly(id, other);
        assertThat(message.ids(id + "\r\n" + other + "\n")).containsExactly(id, other);
    }

    @Test
    void what_is_written_is_read_again_and_no_message_has_more_tasks_than_it_may() {
        List<TaskMessage.Entry> entries = Stream.of("a", "a", "b", null, null)
                .map(request -> new TaskMessage.Entry(UUID.randomUUID(), request))
                .toList();
        List<Parcel.Letter> letters = message.letters(entries);
        assertThat(letters).extracting(Parcel.Letter::requestId).containsExactly("a", "b", "");
        assertThat(letters.stream().flatMap(letter -> message.ids(letter.body()).stream()))
                .containsExactlyElementsOf(
                        entries.stream().map(TaskMessage.Entry::task).toList());
        assertThat(message.letters(List.of())).isEmpty();
    }

    @Test
    void a_message_of_more_than_a_thousand_is_refused() {
        String body = "0da5e1c5-6011-4c05-ae4b-4f120a3cb7ac\n".repeat(1001);
        assertThatThrownBy(() -> message.ids(body)).isInstanceOf(NoTaskMessage.class);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "hello",
                "\n",
                "0da5e1c5-6011-4c05-ae4b-4f120a3cb7ac\n\n0da5e1c5-6011-4c05-ae4b-4f120a3cb7ac",
                "0da5e1c5-6011-4c05-ae4b-4f120a3cb7ac hello",
                "1-1-1-1-1",
                "0da5e1c5-6011-4c05-ae4b-4f120a3cb7a",
                "0da5e1c560114c05ae4b4f120a3cb7ac----",
                "0da5e1c5-6011-4c05-ae4b-4f120a3cb7ax"
            })
    void anything_else_is_refused(String body) {
        assertThatThrownBy(() -> message.ids(body)).isInstanceOf(NoTaskMessage.class);
    }
}
