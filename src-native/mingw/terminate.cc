// What GNU's library does when nobody catches an exception, replaced: its own handler writes the
// name of the exception's type, and for that brings a demangler and a printf into the binary, a
// sixth of it. The process ends the same way. MSVC has its own handler, and does not compile this.
// https://gcc.gnu.org/onlinedocs/libstdc++/manual/termination.html

#include <cstdlib>

namespace __gnu_cxx {

// NOLINTNEXTLINE(bugprone-reserved-identifier,readability-identifier-naming): the library's name
void __verbose_terminate_handler() { std::abort(); }

}  // namespace __gnu_cxx
