package dev.roadstead.images;

/// Where things stand in an image, relative to its root:
///
/// ```
/// opt/java/                 the Java runtime; the same in all images, as is glibc beside it
/// opt/roadstead/lib/        libraries
/// opt/roadstead/<name>.jar  the program
/// opt/roadstead/classes.jsa its class archive
/// opt/roadstead/bom.json    its bill of materials, CycloneDX
/// opt/roadstead/LICENSE
/// etc/passwd, etc/group, etc/nsswitch.conf, tmp/
/// ```
final class Layout {
    static final String JAVA = "opt/java";
    static final String HOME = "opt/roadstead";
    static final String LIBRARIES = HOME + "/lib";
    static final String ARCHIVE = HOME + "/classes.jsa";
    static final String BOM = HOME + "/bom.json";

    /// User and group of the programs, as Kubernetes' "restricted" wants a number that is not 0.
    static final String USER = "65532:65532";

    private Layout() {}
}
