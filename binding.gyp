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
        "AdditionalOptions": [
          "/DYNAMICBASE",
          "/NXCOMPAT",
          "/guard:cf",
          "/Brepro",
          "/PDBALTPATH:secur32.pdb"
        ]
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
        "src-native/sspi/account_password.cc",
        "src-native/sspi/attribute_rows.cc",
        "src-native/sspi/attribute_structure.cc",
        "src-native/sspi/attributes.cc",
        "src-native/sspi/certificate.cc",
        "src-native/sspi/context_token.cc",
        "src-native/sspi/credential_attributes.cc",
        "src-native/sspi/credential_rows.cc",
        "src-native/sspi/credentials.cc",
        "src-native/sspi/general_rows.cc",
        "src-native/sspi/identity.cc",
        "src-native/sspi/impersonation.cc",
        "src-native/sspi/lsa_functions.cc",
        "src-native/sspi/message_block.cc",
        "src-native/sspi/message_buffers.cc",
        "src-native/sspi/packages.cc",
        "src-native/sspi/schannel_rows.cc",
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
        "VCCLCompilerTool": { "WarningLevel": 4, "WarnAsError": "true", "ExceptionHandling": 1 },
        "VCResourceCompilerTool": {
          "PreprocessorDefinitions": [
            "SECUR32_VERSION=<!(node -p \"require('./package.json').version\")",
            "SECUR32_VERSION_NUMBERS=<!(node -p \"require('./package.json').version.split(/[.-]/, 3).join()\")"
          ]
        }
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
        "src-native/node/attribute_call.cc",
        "src-native/node/change_password.cc",
        "src-native/node/convert.cc",
        "src-native/node/credentials_wrap.cc",
        "src-native/node/leg_call.cc",
        "src-native/node/message_run.cc",
        "src-native/node/security_context_wrap.cc",
        "src-native/node/ssp_context_wrap.cc",
        "src-native/node/ssp_module_wrap.cc",
        "src-native/secur32.rc"
      ],
      "libraries": ["-lsecur32", "-lcrypt32", "-lncrypt", "-ladvapi32"]
    }
  ]
}
