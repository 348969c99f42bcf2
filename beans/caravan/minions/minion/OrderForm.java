package caravan.minions.minion;

import caravan.minions.Delay;
import caravan.minions.Question;
import caravan.shared.UuidText;
import caravan.shared.http.Problem;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;

/** What a master has sent, as a form. */
public final class OrderForm {

    private final Masters masters;

    OrderForm(Masters masters) {
        this.masters = masters;
    }

    /** @param form uuid, delay, master @throws Problem 400 that says which of them is wrong */
    public Order time(@ExchangeProperty("form") Map<String, String> form) {
        return order("time", form, null);
    }

    /** @param form the same, and question @throws Problem 400 that says which of them is wrong */
    public Order magic8ball(@ExchangeProperty("form") Map<String, String> form) {
        return order("magic8ball", form, Question.read(form.get("question")));
    }

    /** @throws Problem 400 if it is no UUID */
    public UUID id(@Header("uuid") String text) {
        return UuidText.read(text).orElseThrow(() -> unknown(text));
    }

    /** Of a UUID that no job has, or that is none. */
    static Problem unknown(Object id) {
        return Problem.of(400, "UUID '" + id + "' not valid");
    }

    private Order order(String kind, Map<String, String> form, String question) {
        return new Order(
                id(form.get("uuid")), kind, question, Delay.read(form.get("delay")), masters.read(form.get("master")));
    }
}
