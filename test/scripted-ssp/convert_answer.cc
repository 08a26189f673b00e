#include "convert_answer.h"

namespace scripted {

namespace {

std::optional<uint32_t> NumberOf(const Napi::Object& object, const char* key) {
  const Napi::Value value = object.Get(key);
  if (value.IsUndefined()) return std::nullopt;
  return value.As<Napi::Number>().Uint32Value();
}

std::vector<unsigned char> ToBytes(const Napi::Value& value) {
  const auto bytes = value.As<Napi::Uint8Array>();
  return std::vector<unsigned char>(bytes.Data(), bytes.Data() + bytes.ByteLength());
}

std::wstring ToText(const Napi::Value& value) {
  const std::u16string text = value.As<Napi::String>().Utf16Value();
  return std::wstring(text.begin(), text.end());
}

BufferEdit ToEdit(const Napi::Object& object) {
  BufferEdit edit;
  edit.index = NumberOf(object, "index").value_or(0);
  if (object.Has("bytes")) edit.bytes = ToBytes(object.Get("bytes"));
  edit.at = NumberOf(object, "at").value_or(0);
  edit.type = NumberOf(object, "type");
  edit.size = NumberOf(object, "size");
  const Napi::Value place = object.Get("place");
  if (place.IsObject()) {
    edit.place = BufferEdit::Place::kInside;
    edit.of = NumberOf(place.As<Napi::Object>(), "inside").value_or(0);
    edit.offset = NumberOf(place.As<Napi::Object>(), "offset").value_or(0);
  } else if (place.IsString()) {
    const bool foreign = place.As<Napi::String>().Utf8Value() == "foreign";
    edit.place = foreign ? BufferEdit::Place::kForeign : BufferEdit::Place::kNull;
  }
  return edit;
}

std::vector<BufferEdit> ToEdits(const Napi::Value& value) {
  std::vector<BufferEdit> edits;
  if (value.IsUndefined()) return edits;
  const auto array = value.As<Napi::Array>();
  for (uint32_t i = 0; i < array.Length(); ++i) {
    edits.push_back(ToEdit(array.Get(i).As<Napi::Object>()));
  }
  return edits;
}

std::vector<std::vector<unsigned char>> ToBytesList(const Napi::Value& value) {
  std::vector<std::vector<unsigned char>> list;
  const auto array = value.As<Napi::Array>();
  list.reserve(array.Length());
  for (uint32_t i = 0; i < array.Length(); ++i) list.push_back(ToBytes(array.Get(i)));
  return list;
}

Member ToMember(const Napi::Value& value) {
  if (value.IsNumber()) return value.As<Napi::Number>().Uint32Value();
  if (value.IsString()) return ToText(value);
  if (value.IsTypedArray()) return ToBytes(value);
  if (!value.IsObject()) return std::monostate();
  const auto object = value.As<Napi::Object>();
  if (object.Has("certificates")) return Certificates{ToBytesList(object.Get("certificates"))};
  if (object.Has("names")) return Names{ToBytesList(object.Get("names"))};
  if (object.Has("inline")) return InlineBytes{ToBytes(object.Get("inline"))};
  return PackageInfo{NumberOf(object, "capabilities").value_or(0),
                     NumberOf(object, "maxToken").value_or(0), ToText(object.Get("name")),
                     ToText(object.Get("comment"))};
}

std::vector<Member> ToMembers(const Napi::Array& array) {
  std::vector<Member> members;
  members.reserve(array.Length());
  for (uint32_t i = 0; i < array.Length(); ++i) members.push_back(ToMember(array.Get(i)));
  return members;
}

}  // namespace

Answer ToAnswer(const Napi::Object& object) {
  Answer answer;
  answer.times = NumberOf(object, "times").value_or(1);
  answer.attribute = NumberOf(object, "attribute");
  answer.delay = NumberOf(object, "delay").value_or(0);
  answer.blocks = object.Get("blocks").ToBoolean();
  answer.status = NumberOf(object, "status");
  answer.qop = NumberOf(object, "qop");
  answer.flags = NumberOf(object, "flags");
  const Napi::Value expiry = object.Get("expiry");
  bool lossless = true;
  if (expiry.IsBigInt()) answer.expiry = expiry.As<Napi::BigInt>().Int64Value(&lossless);
  const Napi::Value context_data = object.Get("contextData");
  if (context_data.IsTypedArray()) answer.context_data = ToBytes(context_data);
  answer.buffers = ToEdits(object.Get("buffers"));
  answer.lost_buffers = NumberOf(object, "lostBuffers");
  answer.inputs = ToEdits(object.Get("inputs"));
  if (object.Has("packed")) answer.packed = ToBytes(object.Get("packed"));
  const Napi::Value structure = object.Get("structure");
  if (structure.IsArray()) answer.structure = ToMembers(structure.As<Napi::Array>());
  return answer;
}

}  // namespace scripted
