package caravan.imports.publisher;

import caravan.shared.http.Problem;
import caravan.shared.http.Problems;
import caravan.shared.page.Pages;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Exchange;

/** What is answered about imports: JSON, or a page to a browser. */
public final class ImportPages {

    /** Imports below the form; all of late are a page of their own. */
    private static final int FEW = 20;

    private final ImportAnswers answers;
    private final Problems problems;
    private final Pages pages;

    ImportPages(ImportAnswers answers, Problems problems, Pages pages) {
        this.answers = answers;
        this.problems = problems;
        this.pages = pages;
    }

    /** The page with the form, and the first of these. @param rows of imports of late */
    public void form(@Body List<Map<String, Object>> rows, Exchange answer) {
        int shown = Math.min(rows.size(), FEW);
        form(rows.subList(0, shown), shown < rows.size(), answer);
    }

    /** @param rows of imports of late */
    public void list(@Body List<Map<String, Object>> rows, Exchange answer) {
        if (Pages.areWanted(answer)) {
            form(rows, false, answer);
        } else {
            json(answer, answers.list(rows));
        }
    }

    /** @param row of an import */
    public void account(@Body Map<String, Object> row, Exchange answer) {
        if (Pages.areWanted(answer)) {
            if ("running".equals(row.get("state"))) {
                answer.getMessage().setHeader("Refresh", "1");
            }
            pages.answer(answer, "imports/account.jte", Map.of("row", row));
        } else {
            json(answer, answers.document(row));
        }
    }

    /** 202 and the account; a browser is sent to it. @param row of an import that was begun */
    public void accepted(@Body Map<String, Object> row, Exchange answer) {
        boolean page = Pages.areWanted(answer);
        answer.getMessage().setHeader("Location", "/imports/" + row.get("id"));
        answer.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, page ? 303 : 202);
        json(answer, answers.document(row));
    }

    /** @param row of an import that has been stopped */
    public void changed(@Body Map<String, Object> row, Exchange answer) {
        back(row, answer);
        json(answer, answers.document(row));
    }

    /** @param row of an import that has been undone */
    public void undone(@Body Map<String, Object> row, Exchange answer) {
        back(row, answer);
        json(answer, answers.undone(row));
    }

    /** @param row of an import that has ended, whose request has waited for that */
    public void simulated(@Body Map<String, Object> row, Exchange answer) {
        if (!Pages.accepts(answer, "application/json")) {
            pages.answer(answer, "imports/account.jte", Map.of("row", row));
        } else {
            json(answer, answers.simulated(row));
        }
    }

    /** What is wrong, as the status of an import that was not begun. */
    public void refused(Exchange answer) {
        Problem problem = problems.problem(answer);
        answer.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, 200);
        if (!Pages.accepts(answer, "application/json")) {
            pages.answer(answer, "imports/refused.jte", Map.of("status", problem.getMessage()));
        } else {
            json(answer, answers.refused(problem.getMessage()));
        }
    }

    private void form(List<Map<String, Object>> rows, boolean more, Exchange answer) {
        pages.answer(answer, "imports/form.jte", Map.of("imports", rows, "more", more));
    }

    private static void back(Map<String, Object> row, Exchange answer) {
        if (Pages.areWanted(answer)) {
            answer.getMessage().setHeader("Location", "/imports/" + row.get("id"));
            answer.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, 303);
        }
    }

    private static void json(Exchange answer, String document) {
        answer.getMessage().setBody(document);
        answer.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
    }
}
