/** What came back; status 0 if the connection broke, and then the body is what had come until then. */
record Answer(int status, String body) {

    boolean good() {
        return status / 100 == 2;
    }
}
