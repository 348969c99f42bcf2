package caravan.ratings;

import org.apache.camel.BindToRegistry;
import org.apache.camel.Configuration;

/** The parts of the role ratings. */
@Configuration
public class RatingsBeans {

    @BindToRegistry(value = "ratings", lazy = true)
    public Ratings ratings() {
        return new Ratings();
    }
}
