#include "change_password.h"

#include <memory>

#include "../sspi/account_password.h"
#include "convert.h"
#include "promise_worker.h"

namespace node_sspi {

Napi::Value ChangePassword(const Napi::CallbackInfo& info) {
  struct Call {
    sspi::PasswordChange change;
    SECURITY_STATUS status = SEC_E_OK;
  };
  const Napi::Object object = info[0].As<Napi::Object>();
  auto call = std::make_shared<Call>();
  call->change.package = ToText(object.Get("package"));
  call->change.domain = ToText(object.Get("domain"));
  call->change.user = ToText(object.Get("user"));
  call->change.old_password = ToSecretText(object.Get("oldPassword"));
  call->change.new_password = ToSecretText(object.Get("newPassword"));
  return PromiseWorker::Run(
      info.Env(), "secur32.changePassword",
      [call] {
        call->status = sspi::ChangeAccountPassword(call->change);
        call->change = {};  // wipes the secrets
      },
      [call](Napi::Env env) -> Napi::Value {
        return FromUlong(env, static_cast<ULONG>(call->status));
      });
}

}  // namespace node_sspi
