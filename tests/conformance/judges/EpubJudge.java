import com.adobe.epubcheck.api.EPUBLocation;
import com.adobe.epubcheck.api.EpubCheck;
import com.adobe.epubcheck.api.MasterReport;
import com.adobe.epubcheck.messages.Message;
import com.adobe.epubcheck.messages.Severity;
import com.adobe.epubcheck.util.FeatureEnum;
import java.io.File;
import java.util.Locale;

/** {@code EpubJudge FILE...} judges each e-book by EPUBCheck, and prints each error and each warning. */
public final class EpubJudge {
    public static void main(String[] files) {
        Locale.setDefault(Locale.ENGLISH);
        boolean good = files.length > 0;
        for (String file : files) {
            Findings findings = new Findings(file);
            new EpubCheck(new File(file), findings).doValidate();
            good &= findings.count == 0;
        }
        System.exit(good ? 0 : 1);
    }

    private static final class Findings extends MasterReport {
        private final String file;
        private int count;

        Findings(String file) {
            this.file = file;
            setEpubFileName(file);
        }

        @Override
        public void message(Message message, EPUBLocation location, Object... arguments) {
            if (message.getSeverity().toInt() >= Severity.WARNING.toInt()) {
                count++;
                System.out.printf(
                        "%s!%s:%d: %s %s: %s%n",
                        file, location.getPath(), location.getLine(), message.getSeverity(), message.getID(), message.getMessage(arguments));
            }
        }

        @Override
        public void info(String resource, FeatureEnum feature, String value) {}

        @Override
        public int generate() {
            return 0;
        }

        @Override
        public void initialize() {}
    }
}
