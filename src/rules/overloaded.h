// A function for each kind of thing that a variant may hold, as one for `std::visit`.
#pragma once

namespace capalint {

template <class... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};
template <class... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

}  // namespace capalint
