# Flags for everything we compile: warnings are errors, release builds are hardened.

add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # Optimised, g++ 12 warns of `"text" + std::string` (GCC bug 105651) and of members of a
  # std::variant that is known to hold another (GCC bug 105562).
  add_compile_options(-Wno-restrict -Wno-maybe-uninitialized)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  # Of libstdc++ 12, whose std::stable_sort calls what C++17 deprecated.
  add_compile_options(-Wno-gnu-statement-expression -Wno-missing-field-initializers
                      -Wno-deprecated-declarations)
endif()

add_compile_options("$<$<CONFIG:Release>:-g1;-fstack-protector-strong;-fstack-clash-protection;-U_FORTIFY_SOURCE;-D_FORTIFY_SOURCE=3>")
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
include(CheckPIESupported)
check_pie_supported()
add_link_options("$<$<CONFIG:Release>:-Wl,-z,relro;-Wl,-z,now;-Wl,-z,noexecstack>")

if(SHIPLOG_SANITIZE)
  add_compile_options(-fsanitize=${SHIPLOG_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${SHIPLOG_SANITIZE})
endif()
if(SHIPLOG_COVERAGE)
  add_compile_options(--coverage -fprofile-update=atomic)
  add_link_options(--coverage)
endif()

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()
