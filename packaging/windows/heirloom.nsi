; The installer for Windows: for one user, without administrator's rights, with its own uninstaller.
;   makensis /DVERSION=0.1.0 /DPROGRAM=..\..\build\bundle\heirloom heirloom.nsi

Unicode true
ManifestDPIAware true
RequestExecutionLevel user
SetCompressor /SOLID lzma

!ifndef VERSION
  !error "Say which version with /DVERSION=…"
!endif
!ifndef PROGRAM
  !error "Say where the program's folder is with /DPROGRAM=…"
!endif
!ifndef OUTPUT
  !define OUTPUT "heirloom-${VERSION}-windows-setup.exe"
!endif

!include "MUI2.nsh"
!include "FileFunc.nsh"

Name "Heirloom"
OutFile "${OUTPUT}"
InstallDir "$LOCALAPPDATA\Programs\Heirloom"
InstallDirRegKey HKCU "Software\Heirloom" "InstallDir"

!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\Heirloom"
!define CLASSES "Software\Classes"

!ifdef ICON
  !define MUI_ICON "${ICON}"
  !define MUI_UNICON "${ICON}"
!endif
!define MUI_FINISHPAGE_RUN "$INSTDIR\heirloom-window.exe"
!insertmacro MUI_PAGE_LICENSE "..\..\LICENSE"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "German"

VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "Heirloom"
VIAddVersionKey "FileDescription" "Heirloom installer"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "Apache License 2.0"

!macro RemoveProgram
  ; Only what the installer has put there: the folder may be one that holds other things as well.
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\heirloom.exe"
  Delete "$INSTDIR\heirloom-window.exe"
!macroend

Section "Heirloom"
  SetOutPath "$INSTDIR"
  ; An older version's libraries must not stay among the new ones.
  !insertmacro RemoveProgram
  File /r "${PROGRAM}\*.*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortCut "$SMPROGRAMS\Heirloom.lnk" "$INSTDIR\heirloom-window.exe"

  WriteRegStr HKCU "Software\Heirloom" "InstallDir" "$INSTDIR"
  ; Projects open with a double click; photos offer it under "Open with" and keep their program.
  WriteRegStr HKCU "${CLASSES}\.heirloom" "" "Heirloom.Project"
  WriteRegStr HKCU "${CLASSES}\Heirloom.Project" "" "Heirloom project"
  WriteRegStr HKCU "${CLASSES}\Heirloom.Project\DefaultIcon" "" "$INSTDIR\heirloom-window.exe,0"
  WriteRegStr HKCU "${CLASSES}\Heirloom.Project\shell\open\command" "" \
    '"$INSTDIR\heirloom-window.exe" "%1"'
  WriteRegStr HKCU "${CLASSES}\Applications\heirloom-window.exe" "FriendlyAppName" "Heirloom"
  WriteRegStr HKCU "${CLASSES}\Applications\heirloom-window.exe\shell\open\command" "" \
    '"$INSTDIR\heirloom-window.exe" "%1"'
  !macro OpensWith SUFFIX
    WriteRegStr HKCU "${CLASSES}\Applications\heirloom-window.exe\SupportedTypes" "${SUFFIX}" ""
  !macroend
  !insertmacro OpensWith ".jpg"
  !insertmacro OpensWith ".jpeg"
  !insertmacro OpensWith ".jpe"
  !insertmacro OpensWith ".png"
  !insertmacro OpensWith ".tif"
  !insertmacro OpensWith ".tiff"
  !insertmacro OpensWith ".webp"
  !insertmacro OpensWith ".avif"

  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  IntFmt $0 "0x%08X" $0
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "Heirloom"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\heirloom-window.exe"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "Heirloom contributors"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" "$0"
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd

Section "Uninstall"
  !insertmacro RemoveProgram
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\Heirloom.lnk"
  DeleteRegKey HKCU "Software\Heirloom"
  DeleteRegKey HKCU "${CLASSES}\.heirloom"
  DeleteRegKey HKCU "${CLASSES}\Heirloom.Project"
  DeleteRegKey HKCU "${CLASSES}\Applications\heirloom-window.exe"
  DeleteRegKey HKCU "${UNINSTALL}"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd
