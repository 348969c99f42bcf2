package caravan.minions.minion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class Magic8BallTest {

    @Test
    void it_has_twenty_different_answers_ten_of_which_affirm() {
        assertThat(Magic8Ball.ANSWERS)
                .hasSize(20)
                .doesNotHaveDuplicates()
                .startsWith("It is certain")
                .endsWith("Very doubtful");
        assertThat(Magic8Ball.ANSWERS.indexOf("Reply hazy, try again")).isEqualTo(10);
        assertThat(Magic8Ball.ANSWERS.indexOf("Don't count on it")).isEqualTo(15);
    }

    @Test
    void all_are_given_and_no_other() {
        Magic8Ball ball = new Magic8Ball(new Random(1));
        List<String> given =
                Stream.generate(ball::answer).limit(1000).distinct().toList();
        assertThat(given).containsExactlyInAnyOrderElementsOf(Magic8Ball.ANSWERS);
    }
}
