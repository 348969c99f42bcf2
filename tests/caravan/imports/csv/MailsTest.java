package caravan.imports.csv;

import static caravan.imports.csv.RowRulesTest.NO_MAIL;
import static caravan.imports.csv.RowRulesTest.employee;
import static caravan.imports.csv.RowRulesTest.reasons;
import static caravan.imports.csv.RowRulesTest.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailsTest {

    /** As long as one may be: 63. */
    static final String LABEL = "a23456789-b23456789-c23456789-d23456789-e23456789-f23456789-g23";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@b",
                "a@b.c",
                "a.b@c.d",
                ".a@b",
                "a.@b",
                "a..b@c",
                "1@2",
                "a@1.2.3.4",
                "A@B",
                "a+b@c",
                "a@b-c",
                "a@b--c",
                "!#$%&'*+/=?^_`{|}~-@x",
                "a@xn--bcher-kva.example",
                "a@b.c.d.e.f.g.h.i.j.k",
                "a@b." + LABEL
            })
    void a_mail_is_what_HTML_says_it_is(String mail) {
        assertThat(reasons("Ada," + mail)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "@",
                "@b",
                "a@",
                "a@@b",
                "a@b@c",
                "a@b.",
                "a@.b",
                "a@b..c",
                "a@-b",
                "a@b-",
                "a@b-.c",
                "a@b.-c",
                "a@b.c-",
                " a@b",
                "a@b ",
                "a @b",
                "a@b c",
                "a@b_c",
                "a@[1.2.3.4]",
                "a@b:c",
                "a(b)@c",
                "a<b@c>",
                "a;b@c",
                "a\\b@c",
                "mailto:a@b",
                "\u00FC@b",
                "a@\u00FC",
                "a\u007F@b",
                "a@b\u00A0",
                "\ta@b",
                "a@" + LABEL + "4",
                "a@" + LABEL + "4.b",
                "a@b." + LABEL + "4"
            })
    void anything_else_is_no_mail(String mail) {
        assertThat(reasons("Ada," + mail, StandardCharsets.ISO_8859_1)).containsExactly(NO_MAIL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a\"\"b\"@c", "\"a,b@c\"", "\"a@b\n\"", "\"\""})
    void a_mail_in_quotes_is_what_they_hold(String mail) {
        assertThat(reasons("Ada," + mail)).containsExactly(NO_MAIL);
    }

    @Test
    void a_mail_has_up_to_127_characters() {
        String mail = "@" + (LABEL + ".").repeat(1) + "org";
        String longest = "a".repeat(127 - mail.length()) + mail;

        assertThat(employee("Ada," + longest)).isEqualTo(new Employee("Ada", longest));
        assertThat(reasons("Ada,a" + longest)).containsExactly("the mail has 128 characters, more than 127");
        assertThat(reasons(utf8("Ada," + "😀".repeat(127)))).containsExactly(NO_MAIL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@a", "a@a.", "a.a", "@@"})
    void a_mail_of_64_KiB_is_judged_as_any(String piece) {
        String mail = piece.repeat(65532 / piece.length());

        assertThat(reasons("Ada," + mail))
                .containsExactly("the mail has " + mail.length() + " characters, more than 127", NO_MAIL);
    }

    @Test
    void a_mail_of_very_many_labels_is_too_long_and_nothing_else() {
        assertThat(reasons("Ada,a@a" + ".a".repeat(32_000)))
                .containsExactly("the mail has 64003 characters, more than 127");
    }
}
