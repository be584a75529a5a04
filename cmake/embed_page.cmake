# shiplog_embed_page(TARGET)
#
# Builds the page (web/) and makes a source of its files, so that the program carries them: the
# list that app/embedded_page.h declares. Quick when nothing of the page has changed.
function(shiplog_embed_page target)
  find_program(NODE node)
  find_program(NPM npm)
  if(NOT NODE OR NOT NPM)
    message(FATAL_ERROR "The page is built with node and npm, which are not there: run tools/setup build")
  endif()
  set(web ${CMAKE_SOURCE_DIR}/web)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${web}/src/* ${web}/public/* ${web}/build/*)
  list(FILTER sources EXCLUDE REGEX "\\.test\\.tsx?$")
  set(folder ${CMAKE_BINARY_DIR}/generated/page)
  add_custom_command(
    OUTPUT ${folder}/embedded_page.cc
    COMMAND ${CMAKE_SOURCE_DIR}/tools/build_page ${folder}
    DEPENDS ${sources} ${web}/index.html ${web}/package.json ${web}/package-lock.json
            ${web}/vite.config.ts ${web}/tsconfig.json
            ${CMAKE_SOURCE_DIR}/tools/build_page ${CMAKE_SOURCE_DIR}/tools/embed_page.mjs
    COMMENT "Building the page"
    VERBATIM)
  target_sources(${target} PRIVATE ${folder}/embedded_page.cc)
endfunction()
