package caravan.shared.http;

/** What somebody has sent, as it is repeated to him when it is wrong. */
public final class Quoted {

    private static final int MOST = 40;

    private Quoted() {}

    /** @return its first 40 characters, in quotes, without those that control something */
    public static String of(String said) {
        String visible = said.codePoints()
                .filter(character -> !Character.isISOControl(character))
                .limit(MOST + 1L)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return visible.codePointCount(0, visible.length()) <= MOST
                ? "'" + visible + "'"
                : "'" + visible.substring(0, visible.offsetByCodePoints(0, MOST)) + "…'";
    }
}
