import java.io.File;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.LogManager;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.ErrorArgument;
import org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * {@code PdfJudge FILE...} judges each PDF by veraPDF's rules for PDF/UA-1 and PDF/A-2a, and prints each rule that a file breaks.
 *
 * <p>The engine comes without its command and without JAXB, so the profiles are read here.
 */
public final class PdfJudge {
    private static final Map<PDFAFlavour, String> PROFILES = new LinkedHashMap<>();

    static {
        PROFILES.put(PDFAFlavour.PDFUA_1, "PDFUA-1.xml");
        PROFILES.put(PDFAFlavour.PDFA_2_A, "PDFA-2A.xml");
    }

    public static void main(String[] files) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        boolean good = files.length > 0;
        for (Map.Entry<PDFAFlavour, String> entry : PROFILES.entrySet()) {
            ValidationProfile profile = read(entry.getKey(), entry.getValue());
            for (String file : files) {
                good &= judge(file, profile);
            }
        }
        System.exit(good ? 0 : 1);
    }

    private static boolean judge(String file, ValidationProfile profile) {
        PDFAFlavour flavour = profile.getPDFAFlavour();
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), flavour, flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(profile, false)) {
            ValidationResult result = validator.validate(parser);
            Map<String, TestAssertion> broken = new LinkedHashMap<>();
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
                    broken.putIfAbsent(rule, assertion);
                }
            }
            broken.forEach((rule, assertion) -> System.out.printf(
                    "%s: %s %s: %s (%s)%n", file, flavour.getId(), rule, assertion.getMessage(), assertion.getLocation().getContext()));
            if (result.isCompliant() != broken.isEmpty()) {
                System.out.printf("%s: %s: the verdict and the findings disagree%n", file, flavour.getId());
            }
            return result.isCompliant() && broken.isEmpty();
        } catch (Exception | StackOverflowError error) {
            System.out.printf("%s: %s: can't be judged: %s%n", file, flavour.getId(), error);
            return false;
        }
    }

    private static ValidationProfile read(PDFAFlavour flavour, String name) throws Exception {
        Element root;
        try (InputStream in = PDFAFlavour.class.getResourceAsStream("/org/verapdf/pdfa/validation/" + name)) {
            root = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in).getDocumentElement();
        }
        Set<Rule> rules = new HashSet<>();
        List<Element> ruleElements = all(root, "rule");
        for (Element rule : ruleElements) {
            rules.add(rule(rule));
        }
        if (rules.isEmpty() || rules.size() != ruleElements.size()) {
            throw new IllegalStateException(name + " holds " + ruleElements.size() + " rules, but " + rules.size() + " were read");
        }
        Set<Variable> variables = new HashSet<>();
        for (Element variable : all(root, "variable")) {
            variables.add(Profiles.variableFromValues(
                    variable.getAttribute("name"), variable.getAttribute("object"), text(variable, "defaultValue"), text(variable, "value")));
        }
        var details = Profiles.profileDetailsFromValues(text(root, "name"), text(root, "description"), "veraPDF", new Date(0));
        return Profiles.profileFromValues(flavour, details, "", rules, variables);
    }

    private static Rule rule(Element rule) {
        Element id = all(rule, "id").get(0);
        Element error = all(rule, "error").get(0);
        List<ErrorArgument> arguments = new ArrayList<>();
        for (Element argument : all(error, "argument")) {
            String name = argument.hasAttribute("name") ? argument.getAttribute("name") : null;
            arguments.add(ErrorArgumentImpl.fromValues(argument.getTextContent().trim(), name, null));
        }
        return Profiles.ruleFromValues(
                Profiles.ruleIdFromValues(
                        PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                        id.getAttribute("clause"),
                        Integer.parseInt(id.getAttribute("testNumber"))),
                rule.getAttribute("object"),
                rule.hasAttribute("deferred") ? Boolean.valueOf(rule.getAttribute("deferred")) : null,
                rule.getAttribute("tags"),
                text(rule, "description"),
                text(rule, "test"),
                Profiles.errorFromValues(text(error, "message"), arguments),
                new ArrayList<>());
    }

    private static List<Element> all(Element parent, String name) {
        NodeList nodes = parent.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    private static String text(Element parent, String name) {
        List<Element> elements = all(parent, name);
        return elements.isEmpty() ? "" : elements.get(0).getTextContent().trim();
    }
}
