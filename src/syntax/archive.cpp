#include "syntax/archive.h"

#include <cstring>
#include <type_traits>

namespace capalint {
namespace {

// One list of members for each type serves both directions.
template <class Archive>
void members(Archive& a, ast::Word& v) {
  a(v.span, v.text);
}
template <class Archive>
void members(Archive& a, ast::Text& v) {
  a(v.span, v.text);
}
template <class Archive>
void members(Archive& a, ast::Piece& v) {
  a(v.span, v.text, v.value, v.format);
}
template <class Archive>
void members(Archive& a, ast::Template& v) {
  a(v.span, v.pieces);
}
template <class Archive>
void members(Archive& a, Unit& v) {
  a(v.powers);
}
template <class Archive>
void members(Archive& a, Quantity& v) {
  a(v.value, v.unit, v.percent);
}
template <class Archive>
void members(Archive& a, ast::Expr& v) {
  a(v.kind, v.op, v.called, v.session, v.span, v.op_span, v.word, v.quantity, v.number, v.children);
}
template <class Archive>
void members(Archive& a, ast::Let& v) {
  a(v.span, v.name, v.value, v.label);
}
template <class Archive>
void members(Archive& a, ast::NoteClause& v) {
  a(v.span, v.text, v.at);
}
template <class Archive>
void members(Archive& a, ast::FixClause& v) {
  a(v.span, v.suggested, v.joined, v.title, v.kind, v.place, v.text);
}
template <class Archive>
void members(Archive& a, ast::Example& v) {
  a(v.span, v.good, v.name, v.body);
}
template <class Archive>
void members(Archive& a, ast::Rule& v) {
  a(v.span, v.name, v.code, v.level, v.title, v.source, v.standard, v.doc, v.scope, v.where, v.lets,
    v.require, v.at, v.say, v.notes, v.help, v.fixes, v.examples, v.damaged);
}
template <class Archive>
void members(Archive& a, ast::Pack& v) {
  a(v.span, v.name, v.title, v.edition, v.source, v.doc, v.standard);
}
template <class Archive>
void members(Archive& a, ast::Setting& v) {
  a(v.span, v.name, v.type, v.value, v.doc, v.source);
}

class Writer {
 public:
  explicit Writer(std::string_view text) : text_(text) {}
  std::string bytes;

  template <class... T>
  void operator()(T&... values) {
    (one(values), ...);
  }

  template <class T>
  void raw(const T& value) {
    static_assert(std::is_trivially_copyable_v<T>);
    bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
  }

 private:
  void one(Span& span) {
    raw(span.valid());
    raw(span.begin);
    raw(span.end);
  }
  void one(std::string_view& view) {
    const bool inside =
        !view.empty() && view.data() >= text_.data() && view.data() < text_.data() + text_.size();
    raw(inside ? static_cast<std::uint32_t>(view.data() - text_.data()) : ~std::uint32_t{0});
    raw(static_cast<std::uint32_t>(view.size()));
  }
  void one(Ratio& ratio) {
    raw(ratio.numerator());
    raw(ratio.denominator());
  }
  template <class T>
  void one(std::vector<T>& items) {
    raw(static_cast<std::uint32_t>(items.size()));
    for (T& item : items) one(item);
  }
  template <class T>
  void one(std::optional<T>& item) {
    raw(item.has_value());
    if (item) one(*item);
  }
  template <class T>
  void one(T& value) {
    if constexpr (std::is_arithmetic_v<T> || std::is_enum_v<T> ||
                  std::is_same_v<T, decltype(Unit::powers)>) {
      raw(value);
    } else {
      members(*this, value);
    }
  }

  std::string_view text_;
};

class Reader {
 public:
  Reader(std::string_view bytes, std::string_view text, FileId id)
      : bytes_(bytes), text_(text), id_(id) {}

  template <class... T>
  void operator()(T&... values) {
    (one(values), ...);
  }

  template <class T>
  T raw() {
    T value;
    std::memcpy(&value, bytes_.data(), sizeof value);
    bytes_.remove_prefix(sizeof value);
    return value;
  }

 private:
  void one(Span& span) {
    span.file = raw<bool>() ? id_ : no_file;
    span.begin = raw<std::uint32_t>();
    span.end = raw<std::uint32_t>();
  }
  // A view outside the text is the one space between the texts of a message, or nothing.
  void one(std::string_view& view) {
    const auto offset = raw<std::uint32_t>();
    const auto size = raw<std::uint32_t>();
    view = offset == ~std::uint32_t{0} ? std::string_view(" ").substr(0, size)
                                       : text_.substr(offset, size);
  }
  void one(Ratio& ratio) {
    const auto numerator = raw<std::int64_t>();
    ratio = Ratio(numerator, raw<std::int64_t>());
  }
  template <class T>
  void one(std::vector<T>& items) {
    items.resize(raw<std::uint32_t>());
    for (T& item : items) one(item);
  }
  template <class T>
  void one(std::optional<T>& item) {
    if (raw<bool>()) one(item.emplace());
  }
  template <class T>
  void one(T& value) {
    if constexpr (std::is_arithmetic_v<T> || std::is_enum_v<T> ||
                  std::is_same_v<T, decltype(Unit::powers)>) {
      value = raw<T>();
    } else {
      members(*this, value);
    }
  }

  std::string_view bytes_;
  std::string_view text_;
  FileId id_;
};

enum class Tag : std::uint8_t { pack, setting, rule };

}  // namespace

bool archivable(const ast::File& file) {
  for (const ast::Item& item : file.items) {
    const bool known = std::holds_alternative<ast::Pack>(item) ||
                       std::holds_alternative<ast::Setting>(item) ||
                       std::holds_alternative<ast::Rule>(item);
    if (!known) return false;
  }
  return true;
}

std::string archive(const ast::File& file, std::string_view text) {
  Writer writer(text);
  ast::File copy = file;
  writer(copy.exprs);
  writer.raw(static_cast<std::uint32_t>(copy.items.size()));
  for (ast::Item& item : copy.items) {
    if (auto* pack = std::get_if<ast::Pack>(&item)) {
      writer.raw(Tag::pack);
      writer(*pack);
    } else if (auto* setting = std::get_if<ast::Setting>(&item)) {
      writer.raw(Tag::setting);
      writer(*setting);
    } else if (auto* rule = std::get_if<ast::Rule>(&item)) {
      writer.raw(Tag::rule);
      writer(*rule);
    }
  }
  return std::move(writer.bytes);
}

ast::File unarchive(std::string_view bytes, std::string_view text, FileId id) {
  Reader reader(bytes, text, id);
  ast::File file;
  file.id = id;
  reader(file.exprs);
  const auto count = reader.raw<std::uint32_t>();
  for (std::uint32_t i = 0; i < count; ++i) {
    switch (reader.raw<Tag>()) {
      case Tag::pack: reader(std::get<ast::Pack>(file.items.emplace_back(ast::Pack{}))); break;
      case Tag::setting:
        reader(std::get<ast::Setting>(file.items.emplace_back(ast::Setting{})));
        break;
      case Tag::rule: reader(std::get<ast::Rule>(file.items.emplace_back(ast::Rule{}))); break;
    }
  }
  return file;
}

}  // namespace capalint
