#ifndef SECUR32_NODE_PROMISE_WORKER_H_
#define SECUR32_NODE_PROMISE_WORKER_H_

#include <napi.h>

#include <functional>
#include <utility>

namespace node_sspi {

// Runs one function on the thread pool, then another on the JavaScript thread, and settles a
// promise with what that returns. The functions own all that they use, or hold a reference to it:
// the objects involved may be closed or collected meanwhile.
class PromiseWorker : public Napi::AsyncWorker {
 public:
  using Work = std::function<void()>;
  using Finish = std::function<Napi::Value(Napi::Env)>;

  static Napi::Promise Run(Napi::Env env, const char* name, Work work, Finish finish) {
    auto* worker = new PromiseWorker(env, name, std::move(work), std::move(finish));
    const Napi::Promise promise = worker->deferred_.Promise();
    worker->Queue();
    return promise;
  }

 protected:
  void Execute() override { work_(); }
  void OnOK() override {
    // A promise that nobody settles would hold its context for ever.
    try {
      deferred_.Resolve(finish_(Env()));
    } catch (const Napi::Error& error) {
      deferred_.Reject(error.Value());
    }
  }
  void OnError(const Napi::Error& error) override { deferred_.Reject(error.Value()); }

 private:
  PromiseWorker(Napi::Env env, const char* name, Work work, Finish finish)
      : Napi::AsyncWorker(env, name),
        deferred_(Napi::Promise::Deferred::New(env)),
        work_(std::move(work)),
        finish_(std::move(finish)) {}

  Napi::Promise::Deferred deferred_;
  Work work_;
  Finish finish_;
};

}  // namespace node_sspi

#endif  // SECUR32_NODE_PROMISE_WORKER_H_
