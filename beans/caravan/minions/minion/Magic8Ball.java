package caravan.minions.minion;

import java.util.List;
import java.util.random.RandomGenerator;

/** Knows everything. */
public final class Magic8Ball {

    /** Ten that affirm, five that do not commit themselves, five that deny. */
    static final List<String> ANSWERS = List.of(
            "It is certain",
            "It is decidedly so",
            "Without a doubt",
            "Yes definitely",
            "You may rely on it",
            "As I see it, yes",
            "Most likely",
            "Outlook good",
            "Yes",
            "Signs point to yes",
            "Reply hazy, try again",
            "Ask again later",
            "Better not tell you now",
            "Cannot predict now",
            "Concentrate and ask again",
            "Don't count on it",
            "My reply is no",
            "My sources say no",
            "Outlook not so good",
            "Very doubtful");

    private final RandomGenerator random;

    Magic8Ball(RandomGenerator random) {
        this.random = random;
    }

    /** @return one of twenty answers, whatever the question */
    public String answer() {
        return ANSWERS.get(random.nextInt(ANSWERS.size()));
    }
}
