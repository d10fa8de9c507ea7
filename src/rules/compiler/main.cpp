// Parses the standard packs at build time and writes them, text and AST, as C++ tables.
#include <fmt/format.h>

#include <cstdio>
#include <fstream>
#include <iterator>

#include "syntax/archive.h"
#include "syntax/parse.h"

namespace {

std::string byte_array(std::string_view name, std::string_view bytes) {
  std::string text = fmt::format("const unsigned char {}[] = {{", name);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    text += (i % 32 == 0 ? "\n" : "") + std::to_string(static_cast<unsigned char>(bytes[i])) + ",";
  }
  return text + "0};\n";
}

}  // namespace

int main(int argc, char** argv) {
  using namespace capalint;
  std::string arrays;
  std::string rows;
  bool good = true;
  for (int i = 2; i < argc; ++i) {
    const std::string path = argv[i];
    std::ifstream stream(path, std::ios::binary);
    std::string text((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
    const Source source(path, std::move(text));
    const Parsed parsed = parse(0, source);
    for (const Diagnostic& diagnostic : parsed.diagnostics) {
      const Position at = source.position(diagnostic.span.begin);
      fmt::print(stderr, "rules/{}:{}:{}: {}: {} ({})\n", path, at.line, at.column,
                 to_string(diagnostic.level), diagnostic.message, diagnostic.help);
      good = false;
    }
    if (!archivable(parsed.file)) {
      fmt::print(stderr, "rules/{}: a pack holds `pack`, `setting` and `rule`, and nothing else\n",
                 path);
      good = false;
    }
    const std::string bytes = archive(parsed.file, source.text());
    arrays += byte_array(fmt::format("text_{}", i), source.text()) +
              byte_array(fmt::format("ast_{}", i), bytes);
    rows += fmt::format(
        "    {{\"{0}\", {{reinterpret_cast<const char*>(text_{1}), {2}}}, {{reinterpret_cast<const char*>(ast_{1}), {3}}}}},\n",
        path, i, source.text().size(), bytes.size());
  }
  if (!good) return 1;
  std::ofstream out(argv[1]);
  out << "#include \"rules/packs.h\"\n\nnamespace capalint {\nnamespace {\n"
      << arrays << "}  // namespace\n\nconst std::vector<EmbeddedFile>& embedded_files() {\n"
      << "  static const std::vector<EmbeddedFile> files{\n"
      << rows << "  };\n  return files;\n}\n\n}  // namespace capalint\n";
  return out.good() ? 0 : 1;
}
