#include "store/view_shelf.h"

#include <string>
#include <string_view>

#include "base/error.h"

namespace shiplog {

Error no_such_view(std::string_view name) {
  return Error{ErrorCode::NotFound, "there is no saved view '" + std::string(name) + "'"};
}

}  // namespace shiplog
