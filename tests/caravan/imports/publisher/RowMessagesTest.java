package caravan.imports.publisher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import caravan.imports.csv.Employee;
import caravan.imports.publisher.RowMessages.RowMessage;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowMessagesTest {
    static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void a_row_is_one_object_with_its_number() {
        List<RowMessage> messages =
                new RowMessages(1).of(41, List.of(new Employee("Zoë", "zoe@example.org"), new Employee("B", "b@c")));
        assertThat(messages).extracting(RowMessage::number).containsExactly(41L, 42L);
        assertThat(messages)
                .extracting(message -> new String(message.body(), UTF_8))
                .containsExactly(
                        "{\"name\":\"Zoë\",\"mail\":\"zoe@example.org\"}", "{\"name\":\"B\",\"mail\":\"b@c\"}");
    }

    @Test
    void whatever_a_field_has_is_the_same_when_it_is_read() throws Exception {
        String name = "\"quoted\", \\ back \n line \t 😀 \u2028 \u0001 </script>";
        JsonNode row = JSON.readTree(new RowMessages(1)
                .of(1, List.of(new Employee(name, "a@b")))
                .get(0)
                .body());
        assertThat(row.get("name").asText()).isEqualTo(name);
    }

    @Test
    void many_rows_are_a_list_with_the_number_of_its_first() throws Exception {
        List<RowMessage> messages = new RowMessages(3).of(1, employees(7, ""));
        assertThat(messages).extracting(RowMessage::number).containsExactly(1L, 4L, 7L);
        assertThat(names(messages)).containsExactly("0", "1", "2", "3", "4", "5", "6");
        assertThat(JSON.readTree(messages.get(2).body()).isArray()).isTrue();
    }

    @Test
    void a_list_does_not_grow_much_beyond_eight_kibibytes() throws Exception {
        List<RowMessage> messages = new RowMessages(1000).of(1, employees(500, "x".repeat(120)));
        assertThat(messages).hasSizeGreaterThan(5).allMatch(message -> message.body().length < 8 * 1024 + 300);
        long next = 1;
        for (RowMessage message : messages) {
            assertThat(message.number()).isEqualTo(next);
            next += JSON.readTree(message.body()).size();
        }
        assertThat(next).isEqualTo(501);
        assertThat(names(messages)).hasSize(500);
    }

    @Test
    void without_rows_there_are_no_messages() {
        assertThat(new RowMessages(1).of(1, List.of())).isEmpty();
        assertThat(new RowMessages(100).of(1, List.of())).isEmpty();
    }

    private static List<Employee> employees(int count, String more) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Employee(i + more, i + "@example.org"))
                .toList();
    }

    private static List<String> names(List<RowMessage> messages) throws Exception {
        List<String> names = new ArrayList<>();
        for (RowMessage message : messages) {
            JSON.readTree(message.body())
                    .forEach(row -> names.add(row.get("name").asText()));
        }
        return names;
    }
}
