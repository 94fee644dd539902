//! What a drawing may be made of (SVG 2, SVG 1.1). What isn't listed here isn't published.

/// What becomes of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// It draws, or helps to.
    Draws,
    /// The first of its children that can be shown is.
    Chooses,
    /// Rules for how it looks.
    Styles,
    /// Nobody sees it: what a drawing program notes for itself, or what no browser shows any more.
    Inert,
    /// It can't be published; why, and what to do.
    Refused(Refusal),
}

/// Why a part of a drawing can't be published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    Script,
    Html,
    Link,
    Motion,
    FlowedText,
    Unknown,
}

/// Whether a list has a name.
fn has(list: &str, name: &str) -> bool {
    list.split_ascii_whitespace().any(|listed| listed == name)
}

const DRAW: &str = "
    circle clipPath defs desc ellipse feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting
    feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge
    feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence filter g image line
    linearGradient marker mask path pattern polygon polyline radialGradient rect stop svg symbol text textPath title tspan use
";

const INERT: &str = "
    color-profile cursor font font-face font-face-format font-face-name font-face-src font-face-uri glyph hkern metadata
    missing-glyph view vkern
";

/// What becomes of an element of SVG's namespace.
pub(super) fn role(name: &str) -> Role {
    match name {
        "switch" => Role::Chooses,
        "style" => Role::Styles,
        _ if has(DRAW, name) => Role::Draws,
        _ if has(INERT, name) => Role::Inert,
        _ if name.eq_ignore_ascii_case("script") => Role::Refused(Refusal::Script),
        "a" => Role::Refused(Refusal::Link),
        "foreignObject" | "iframe" | "audio" | "video" | "canvas" | "object" | "embed" => Role::Refused(Refusal::Html),
        "animate" | "animateColor" | "animateMotion" | "animateTransform" | "set" | "mpath" | "discard" => Role::Refused(Refusal::Motion),
        "flowRoot" | "flowPara" | "flowRegion" | "flowSpan" | "flowDiv" | "flowLine" => Role::Refused(Refusal::FlowedText),
        _ => Role::Refused(Refusal::Unknown),
    }
}

/// Attributes that place and shape, without those that are properties of style as well.
const SHAPE: &str = "
    amplitude azimuth baseFrequency bias class clipPathUnits cx cy d diffuseConstant divisor dx dy edgeMode elevation exponent
    filterUnits fr fx fy gradientTransform gradientUnits height id in in2 intercept k1 k2 k3 k4 kernelMatrix kernelUnitLength
    lengthAdjust limitingConeAngle markerHeight markerUnits markerWidth maskContentUnits maskUnits method mode numOctaves offset
    operator order orient pathLength patternContentUnits patternTransform patternUnits points pointsAtX pointsAtY pointsAtZ
    preserveAlpha preserveAspectRatio primitiveUnits r radius refX refY result rotate rx ry scale seed side slope spacing
    specularConstant specularExponent spreadMethod startOffset stdDeviation stitchTiles surfaceScale tableValues targetX targetY
    textLength type values viewBox width x x1 x2 xChannelSelector y y1 y2 yChannelSelector z
";

/// Properties of style, which may also stand as attributes.
const STYLE: &str = "
    alignment-baseline baseline-shift clip-path clip-rule color color-interpolation color-interpolation-filters color-rendering
    direction display dominant-baseline fill fill-opacity fill-rule filter flood-color flood-opacity font font-family font-kerning
    font-size font-size-adjust font-stretch font-style font-variant font-weight glyph-orientation-horizontal
    glyph-orientation-vertical image-rendering isolation kerning letter-spacing lighting-color marker marker-end marker-mid
    marker-start mask mask-type mix-blend-mode opacity overflow paint-order shape-rendering stop-color stop-opacity stroke
    stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-anchor
    text-decoration text-rendering transform transform-box transform-origin unicode-bidi vector-effect visibility white-space
    word-spacing writing-mode
";

/// What an attribute, or a property of style, is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Says {
    /// Where something is and what shape it has.
    Shape,
    /// How it looks, in the language of CSS.
    Style,
    /// Nothing that's drawn.
    Nothing,
}

pub(super) fn says(name: &str) -> Says {
    if has(STYLE, name) {
        Says::Style
    } else if has(SHAPE, name) {
        Says::Shape
    } else {
        Says::Nothing
    }
}

/// Functions in a value of CSS that mean the same everywhere. `url()` has a rule of its own.
const FUNCTIONS: &str = "
    blur brightness calc contrast drop-shadow grayscale hsl hsla hue-rotate icc-color invert matrix opacity rgb rgba rotate
    saturate scale scalex scaley sepia skewx skewy translate translatex translatey
";

/// Whether a function of CSS means the same everywhere.
pub(super) fn is_function(name: &str) -> bool {
    has(FUNCTIONS, &name.to_ascii_lowercase())
}
