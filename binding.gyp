{
  "target_defaults": {
    "defines": [
      "UNICODE",
      "_UNICODE",
      "SECURITY_WIN32",
      "NOMINMAX",
      "WIN32_LEAN_AND_MEAN",
      "_WIN32_WINNT=0x0A00"
    ],
    "defines!": ["_HAS_EXCEPTIONS=0"],
    "msvs_settings": {
      "VCCLCompilerTool": {
        "AdditionalOptions!": ["-std:c++17", "/std:c++17"],
        "AdditionalOptions": [
          "/std:c++20",
          "/permissive-",
          "/utf-8",
          "/guard:cf",
          "/external:anglebrackets",
          "/external:W0"
        ]
      },
      "VCLinkerTool": {
        "AdditionalOptions": ["/DYNAMICBASE", "/NXCOMPAT", "/guard:cf", "/Brepro"]
      }
    }
  },
  "targets": [
    {
      "target_name": "sspi",
      "type": "static_library",
      "win_delay_load_hook": "false",
      "msvs_settings": {
        "VCCLCompilerTool": { "WarningLevel": 4, "WarnAsError": "true", "ExceptionHandling": 1 }
      },
      "sources": [
        "src-native/sspi/attributes.cc",
        "src-native/sspi/certificate.cc",
        "src-native/sspi/credentials.cc",
        "src-native/sspi/lsa_functions.cc",
        "src-native/sspi/message_buffers.cc",
        "src-native/sspi/packages.cc",
        "src-native/sspi/security_context.cc",
        "src-native/sspi/ssp_context.cc",
        "src-native/sspi/ssp_module.cc",
        "src-native/sspi/status_message.cc",
        "src-native/sspi/wine.cc"
      ]
    },
    {
      "target_name": "secur32",
      "dependencies": ["sspi"],
      "msvs_settings": {
        "VCCLCompilerTool": { "WarningLevel": 4, "WarnAsError": "true", "ExceptionHandling": 1 }
      },
      "include_dirs": ["<!(node -p \"require('node-addon-api').include_dir\")"],
      "defines": [
        "NAPI_VERSION=9",
        "NODE_ADDON_API_CPP_EXCEPTIONS_ALL",
        "NAPI_CPP_EXCEPTIONS",
        "NODE_ADDON_API_DISABLE_DEPRECATED",
        "NODE_API_NO_EXTERNAL_BUFFERS_ALLOWED",
        "NODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS"
      ],
      "sources": [
        "src-native/addon.cc",
        "src-native/node/convert.cc",
        "src-native/node/credentials_wrap.cc",
        "src-native/node/leg_call.cc",
        "src-native/node/message_call.cc",
        "src-native/node/message_copy.cc",
        "src-native/node/security_context_wrap.cc",
        "src-native/node/ssp_context_wrap.cc",
        "src-native/node/ssp_module_wrap.cc"
      ],
      "libraries": ["-lsecur32", "-lcrypt32", "-lncrypt", "-ladvapi32"]
    }
  ]
}
