#include "tests/postgres_server.h"

#include <fcntl.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include "base/check.h"

namespace shiplog {
namespace {

namespace fs = std::filesystem;

const char* const kBinaries = "/usr/lib/postgresql/15/bin/";
const char* const kPgbouncer = "/usr/sbin/pgbouncer";
const char* const kFolderPrefix = "shiplog-postgres-";

// PostgreSQL refuses to run as root.
const passwd* unprivileged_user() {
  if (geteuid() != 0) {
    return nullptr;
  }
  const passwd* user = getpwnam("postgres");
  return user != nullptr ? user : getpwnam("nobody");
}

// Starts a program as the unprivileged user; it dies with us.
pid_t start_program(const std::vector<std::string>& words, const fs::path& log) {
  std::vector<char*> arguments;
  for (const std::string& word : words) {
    arguments.push_back(const_cast<char*>(word.c_str()));
  }
  arguments.push_back(nullptr);
  const passwd* user = unprivileged_user();
  const pid_t parent = getpid();
  const pid_t child = fork();
  CHECK(child >= 0);
  if (child > 0) {
    return child;
  }
  // Between fork and exec, only what is safe in a copy of a process with threads.
  const int output = open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
  dup2(output, STDOUT_FILENO);
  dup2(output, STDERR_FILENO);
  if (user != nullptr && (setgid(user->pw_gid) != 0 || setuid(user->pw_uid) != 0)) {
    _exit(126);
  }
  prctl(PR_SET_PDEATHSIG, SIGQUIT);
  if (getppid() != parent) {
    _exit(127);
  }
  execv(arguments[0], arguments.data());
  _exit(127);
}

int wait_for(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0) {
  }
  return status;
}

void give_to_user(const fs::path& path) {
  if (const passwd* user = unprivileged_user()) {
    CHECK(chown(path.c_str(), user->pw_uid, user->pw_gid) == 0);
  }
}

// The process whose number the name holds is gone, and could not tidy up.
void remove_leftovers(const fs::path& parent) {
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(parent, ignored)) {
    const std::string name = entry.path().filename().string();
    const std::string prefix = kFolderPrefix;
    if (name.starts_with(prefix)) {
      const pid_t owner = atoi(name.c_str() + prefix.size());
      if (owner > 0 && kill(owner, 0) != 0) {
        fs::remove_all(entry.path(), ignored);
      }
    }
  }
}

void wait_until_it_answers(const std::string& url) {
  for (int i = 0; i < 600 && PQping(url.c_str()) != PQPING_OK; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  CHECK(PQping(url.c_str()) == PQPING_OK);
}

std::string url_of(const std::string& database, const fs::path& folder, int port) {
  return "postgresql://postgres@/" + database + "?host=" + folder.string() +
         "&port=" + std::to_string(port);
}

constexpr int kPort = 5432;
constexpr int kPgbouncerPort = 6432;

}  // namespace

std::string PostgresServer::missing() {
  if (!fs::exists(std::string(kBinaries) + "postgres")) {
    return "PostgreSQL 15 is not installed (apt-get install postgresql-15)";
  }
  return {};
}

std::string PostgresServer::missing_pgbouncer() {
  if (const std::string why = missing(); !why.empty()) {
    return why;
  }
  return fs::exists(kPgbouncer) ? "" : "PgBouncer is not installed (apt-get install pgbouncer)";
}

PostgresServer& PostgresServer::shared() {
  // In memory where that is to be had: the tests make a database each.
  const fs::path memory = "/dev/shm";
  static PostgresServer server(access(memory.c_str(), W_OK) == 0 ? memory
                                                                 : fs::temp_directory_path());
  return server;
}

PostgresServer::PostgresServer(const fs::path& parent, bool is_durable) : is_durable_(is_durable) {
  remove_leftovers(parent);
  std::string name = (parent / (kFolderPrefix + std::to_string(getpid()) + "-XXXXXX")).string();
  CHECK(mkdtemp(name.data()) != nullptr);
  folder_ = name;
  give_to_user(folder_);
  std::vector<std::string> initdb = {std::string(kBinaries) + "initdb",
                                     "-D",
                                     (folder_ / "data").string(),
                                     "-U",
                                     "postgres",
                                     "-A",
                                     "trust",
                                     "-E",
                                     "UTF8",
                                     "--no-locale"};
  if (!is_durable) {
    initdb.push_back("-N");
  }
  CHECK(wait_for(start_program(initdb, folder_ / "initdb.log")) == 0);
  start();
}

PostgresServer::~PostgresServer() {
  if (pgbouncer_ != 0) {
    kill(pgbouncer_, SIGQUIT);
    wait_for(pgbouncer_);
  }
  if (server_ != 0) {
    stop(Stop::Immediate);
  }
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

void PostgresServer::start() {
  std::vector<std::string> words = {std::string(kBinaries) + "postgres",
                                    "-D",
                                    (folder_ / "data").string(),
                                    "-k",
                                    folder_.string(),
                                    "-c",
                                    "listen_addresses=",
                                    "-c",
                                    "max_connections=100",
                                    "-c",
                                    std::string("fsync=") + (is_durable_ ? "on" : "off")};
  server_ = start_program(words, folder_ / "server.log");
  wait_until_it_answers(url_of("postgres", folder_, kPort));
}

void PostgresServer::stop(Stop how) {
  kill(server_, how == Stop::Fast ? SIGINT : SIGQUIT);
  wait_for(server_);
  server_ = 0;
}

void PostgresServer::run_sql(const std::string& url, const std::string& sql) {
  const std::unique_ptr<PGconn, void (*)(PGconn*)> connection(PQconnectdb(url.c_str()), PQfinish);
  const std::unique_ptr<PGresult, void (*)(PGresult*)> result(PQexec(connection.get(), sql.c_str()),
                                                              PQclear);
  const ExecStatusType status = PQresultStatus(result.get());
  CHECK(status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK);
}

std::string PostgresServer::new_database(const std::string& encoding) {
  const std::string name = "test" + std::to_string(++databases_);
  run_sql(url_of("postgres", folder_, kPort),
          "CREATE DATABASE " + name + " ENCODING '" + encoding + "' TEMPLATE template0");
  return url_of(name, folder_, kPort);
}

std::string PostgresServer::through_pgbouncer(const std::string& url) {
  if (pgbouncer_ == 0) {
    start_pgbouncer();
  }
  const std::string from = "port=" + std::to_string(kPort);
  std::string through = url;
  through.replace(through.find(from), from.size(), "port=" + std::to_string(kPgbouncerPort));
  return through;
}

void PostgresServer::start_pgbouncer() {
  const fs::path settings = folder_ / "pgbouncer.ini";
  std::ofstream(settings) << "[databases]\n* = host=" << folder_.string() << " port=" << kPort
                          << " user=postgres\n"
                          << "[pgbouncer]\nlisten_port=" << kPgbouncerPort
                          << "\nunix_socket_dir=" << folder_.string()
                          << "\nauth_type=any\npool_mode=transaction\n"
                          << "default_pool_size=3\nserver_login_retry=1\n"
                          // Each test has a database of its own, whose connections would
                          // otherwise be kept, tests later, until the server has no more.
                          << "server_idle_timeout=1\n";
  pgbouncer_ = start_program({kPgbouncer, settings.string()}, folder_ / "pgbouncer.log");
  wait_until_it_answers(url_of("postgres", folder_, kPgbouncerPort));
}

}  // namespace shiplog
