# shiplog_embed_queries(TARGET FOLDER)
#
# Makes a source of the .graphql files in FOLDER, so that the program carries its questions:
# the list that sources/github/queries.h declares. A line `#include PATH` stands for the file
# of that path in FOLDER; other comments are left out, except for the marks of what is
# repeated.
function(shiplog_embed_queries target folder)
  file(GLOB files CONFIGURE_DEPENDS ${folder}/*.graphql)
  file(GLOB fragments CONFIGURE_DEPENDS ${folder}/fragments/*.graphql)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${files} ${fragments})
  set(entries "")
  foreach(file IN LISTS files)
    get_filename_component(name ${file} NAME_WE)
    file(READ ${file} text)
    while("${text}" MATCHES "#include ([^\n]+)\n")
      set(line "${CMAKE_MATCH_0}")
      file(READ ${folder}/${CMAKE_MATCH_1} fragment)
      string(REPLACE "${line}" "${fragment}" text "${text}")
    endwhile()
    string(REGEX REPLACE "(^|\n)# [^\n]*" "\\1" text "${text}")
    string(REGEX REPLACE "\n[ \n]+" "\n" text "${text}")
    string(REGEX REPLACE "^\n" "" text "${text}")
    if(NOT "${text}" MATCHES "query ([A-Za-z]+)")
      message(FATAL_ERROR "${file} holds no named query")
    endif()
    set(operation ${CMAKE_MATCH_1})
    string(APPEND entries "    {.name = \"${name}\", .operation = \"${operation}\", "
                          ".document = R\"graphql(${text})graphql\"},\n")
  endforeach()
  set(source ${CMAKE_BINARY_DIR}/generated/${target}_queries.cc)
  file(CONFIGURE OUTPUT ${source} @ONLY CONTENT [=[
#include "sources/github/queries.h"

namespace shiplog {
namespace {

constexpr GitHubQuery kQueries[] = {
@entries@};

}  // namespace

std::span<const GitHubQuery> github_queries() { return kQueries; }

}  // namespace shiplog
]=])
  target_sources(${target} PRIVATE ${source})
endfunction()
