package dev.roadstead.sandbox.schema.cel;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelReference;
import dev.cel.common.types.CelType;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelStringExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.validator.CelValidatorFactory;
import dev.cel.validator.validators.DurationLiteralValidator;
import dev.cel.validator.validators.HomogeneousLiteralValidator;
import dev.cel.validator.validators.RegexLiteralValidator;
import dev.cel.validator.validators.TimestampLiteralValidator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Compiles expressions about `self` and `oldSelf` of one type.
public final class Language {

    /// The Go implementation does not list them.
    private static final Pattern CANDIDATES = Pattern.compile(" \\(candidates: .*\\)");

    private static final Set<CelStringExtensions.Function> STRING_FUNCTIONS =
            EnumSet.complementOf(EnumSet.of(CelStringExtensions.Function.REVERSE));

    private static final Pattern LITERAL =
            Pattern.compile("(duration|timestamp|matches) validation failed\\. Reason: .*");

    private static final CelOptions OPTIONS = options();
    private static final Cel BASE = base();

    private final CelType self;
    private final DeclaredTypes types;
    private final Map<OldSelf, Cel> compilers = new EnumMap<>(OldSelf.class);

    /// How an expression sees the value before an update.
    public enum OldSelf {
        /// As a value; the expression counts only where there is one.
        REQUIRED,
        /// As an optional value.
        OPTIONAL
    }

    /// Expressions about values of the type `self`, whose object types `types` knows.
    public Language(CelType self, DeclaredTypes types) {
        this.self = self;
        this.types = types;
    }

    @SuppressWarnings(
            "deprecation") // the successor of homogeneous literals is a validator of its own, run after compiling
    private static CelOptions options() {
        return CelOptions.current()
                .enableHeterogeneousNumericComparisons(true)
                .enableOptionalSyntax(true)
                .build();
    }

    private static Cel base() {
        FunctionTable functions = new FunctionTable();
        ListFunctions.addTo(functions);
        TextFunctions.addTo(functions);
        ValueFunctions.addTo(functions);
        return CelFactory.plannerCelBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addCompilerLibraries(
                        CelExtensions.strings(STRING_FUNCTIONS),
                        CelExtensions.optional(),
                        CelExtensions.lists(),
                        CelExtensions.sets(OPTIONS),
                        CelExtensions.comprehensions())
                .addRuntimeLibraries(
                        CelExtensions.strings(STRING_FUNCTIONS),
                        CelExtensions.optional(),
                        CelExtensions.lists(),
                        CelExtensions.sets(OPTIONS),
                        CelExtensions.comprehensions())
                .addFunctionDeclarations(functions.declarations())
                .addFunctionBindings(functions.bindings())
                .build();
    }

    /// A condition.
    ///
    /// @throws ExpressionException if it does not compile or is no condition
    public Expression condition(String source, OldSelf oldSelf) throws ExpressionException {
        return compile(source, oldSelf, SimpleType.BOOL, "cel expression must evaluate to a bool", "");
    }

    /// A message.
    ///
    /// @throws ExpressionException if it does not compile or is no text
    public Expression message(String source, OldSelf oldSelf) throws ExpressionException {
        return compile(
                source,
                oldSelf,
                SimpleType.STRING,
                "messageExpression must evaluate to a string",
                "messageExpression ");
    }

    private Expression compile(String source, OldSelf oldSelf, CelType wanted, String otherwise, String prefix)
            throws ExpressionException {
        Cel cel = compiler(oldSelf);
        try {
            CelAbstractSyntaxTree tree = cel.compile(source).getAst();
            CelValidatorFactory.standardCelValidatorBuilder(cel)
                    .addAstValidators(
                            DurationLiteralValidator.INSTANCE,
                            TimestampLiteralValidator.INSTANCE,
                            RegexLiteralValidator.INSTANCE,
                            HomogeneousLiteralValidator.newInstance("format"))
                    .build()
                    .validate(tree)
                    .getAst();
            if (!tree.getResultType().equals(wanted)) {
                throw new ExpressionException(otherwise);
            }
            boolean usesOldSelf = tree.getReferenceMap().values().stream()
                    .map(CelReference::name)
                    .anyMatch("oldSelf"::equals);
            return new Expression(cel.createProgram(tree), usesOldSelf);
        } catch (CelValidationException invalid) {
            throw new ExpressionException(prefix + "compilation failed: " + inGoWords(invalid));
        } catch (CelEvaluationException impossible) {
            throw new ExpressionException(prefix + "program instantiation failed: " + impossible.getMessage());
        }
    }

    /// The words of the Go implementation, which kube-apiserver shows.
    private static String inGoWords(CelValidationException invalid) {
        String message =
                CANDIDATES.matcher(String.valueOf(invalid.getMessage())).replaceAll("");
        return LITERAL.matcher(message)
                .replaceAll("invalid $1 argument")
                .replace(": no viable alternative", ": Syntax error: no viable alternative")
                .replace(": mismatched input", ": Syntax error: mismatched input");
    }

    private synchronized Cel compiler(OldSelf oldSelf) {
        return compilers.computeIfAbsent(
                oldSelf,
                _ -> BASE.toCelBuilder()
                        .setTypeProvider(types.provider())
                        .addVar("self", self)
                        .addVar("oldSelf", oldSelf == OldSelf.OPTIONAL ? OptionalType.create(self) : self)
                        .build());
    }
}
