package caravan.shared.http;

import org.apache.camel.BindToRegistry;
import org.apache.camel.Configuration;

/** What routes with an HTTP entry name. */
@Configuration
public class HttpBeans {

    @BindToRegistry("answerHeaders")
    public AnswerHeaders answerHeaders() {
        return new AnswerHeaders();
    }

    @BindToRegistry("problems")
    public Problems problems() {
        return new Problems();
    }
}
