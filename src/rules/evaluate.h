// Works out the nodes of a checked rule for one thing. Pure: the thing that is looked at is passed down,
// nothing is thrown, and what has no result is a value that says so. The verdict, the text of a finding
// and its explanation all rest on this.
#pragma once

#include <optional>
#include <span>

#include "figures/reading.h"
#include "rules/program.h"

namespace capalint {

/// The thing that is looked at, and those that it was reached from.
struct Focus {
  Object object;
  const Focus* around = nullptr;

  [[nodiscard]] const Object& at(std::uint8_t depth) const {
    const Focus* focus = this;
    for (; depth > 0; --depth) focus = focus->around;
    return focus->object;
  }
};

/// What the lets of a rule are for one thing, each once it has been worked out.
class Lets {
 public:
  void forget(std::size_t count) {
    if (count > lets_.size()) lets_.resize(count);
    ++round_;
  }
  [[nodiscard]] const Value* find(std::uint32_t let) const {
    return lets_[let].round == round_ ? &lets_[let].value : nullptr;
  }
  const Value& keep(std::uint32_t let, const Value& value) {
    lets_[let] = {round_, value};
    return lets_[let].value;
  }

 private:
  struct Let {
    std::uint64_t round = 0;  // in which it was kept
    Value value;
  };
  std::vector<Let> lets_;
  std::uint64_t round_ = 0;
};

/// A rule and the thing that it is worked out for; `lets` belong to the two.
struct Context {
  const CheckedRule& rule;
  Object object;
  Reading& reading;
  Lets& lets;

  Context(const CheckedRule& checked, const Object& thing, Reading& read, Lets& kept)
      : rule(checked), object(thing), reading(read), lets(kept) {
    lets.forget(rule.lets.size());
  }
  [[nodiscard]] const Model& model() const { return reading.model(); }
  [[nodiscard]] Focus focus() const { return {object}; }
};

[[nodiscard]] Value evaluate(const Context& context, const Focus& focus, NodeId id);
[[nodiscard]] inline Value evaluate(const Context& context, NodeId id) {
  return evaluate(context, context.focus(), id);
}

/// What a condition comes out as, from known to less known.
enum class Answer : std::uint8_t { no, yes, absent, failed, unknown };
/// The answer that `evaluate` gives, without the value; yes to a condition that is not there.
[[nodiscard]] Answer answer(const Context& context, const Focus& focus, NodeId condition);

/// What a property is asked of: the thing and the activities, or why it cannot be asked.
struct Question {
  Object object;
  ActivitySet activities = 0;
  std::optional<Value> missing;
};
[[nodiscard]] Question question_of(const Context& context, const Focus& focus, const Node& node);

/// Unknown when it may rest on what could not be read; failed when the sum has no result.
[[nodiscard]] Value value_of(const Property& property, Reading& reading, const Object& object,
                             ActivitySet activities);
/// How that was worked out, with its numbers; empty when there is nothing to tell.
[[nodiscard]] std::string working_of(const Property& property, Reading& reading,
                                     const Object& object);

/// What the `value` of a function is worked out from.
struct Call {
  const Context& context;
  const Focus& focus;
  const Node& node;
  std::span<const Value> arguments;

  [[nodiscard]] const Value& operator[](std::size_t i) const { return arguments[i]; }
};

/// What a function that goes through a collection is worked out from.
struct Gathered {
  const Type& type;
  std::vector<Value>
      values;  // of those for which the condition holds, when anything is asked of them
  std::int64_t count = 0;
  Value undecided;  // not absent: why more, or others, may belong to these
};

}  // namespace capalint
