; The installer for Windows, for one user, without administrator rights.
;
;   makensis /DVERSION=0.1.0 /DSOURCE=..\..\build\application\fivegates /DOUTFILE=fivegates-0.1.0.exe fivegates.nsi
;
; SOURCE is the folder that packaging/application.py builds on Windows.

Unicode true
SetCompressor /SOLID lzma
!include "MUI2.nsh"
!include "FileFunc.nsh"

!define NAME "Fivegates"
!define PORTFOLIO "Fivegates.Portfolio"
!define ENCRYPTED "Fivegates.EncryptedPortfolio"
!define BALLOT "Fivegates.Ballot"
!define CLASSES "Software\Classes"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\${NAME}"
; SHChangeNotify: file types have changed.
!define SHCNE_ASSOCCHANGED 0x08000000

Name "${NAME} ${VERSION}"
OutFile "${OUTFILE}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
InstallDirRegKey HKCU "${UNINSTALL}" "InstallLocation"
ShowInstDetails nevershow
ShowUninstDetails nevershow

VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "${NAME}"
VIAddVersionKey "FileDescription" "${NAME} installer"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "Fivegates contributors, MIT licence"

!insertmacro MUI_PAGE_LICENSE "..\..\LICENSE"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\fivegatesw.exe"
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
; The first is taken where Windows speaks none of these.
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "German"

; A file type that Fivegates opens: its ending, class and name.
!macro RegisterType ENDING CLASS TYPENAME MIME
    WriteRegStr HKCU "${CLASSES}\${ENDING}" "" "${CLASS}"
    WriteRegStr HKCU "${CLASSES}\${ENDING}" "Content Type" "${MIME}"
    WriteRegStr HKCU "${CLASSES}\${ENDING}\OpenWithProgids" "${CLASS}" ""
    WriteRegStr HKCU "${CLASSES}\${CLASS}" "" "${TYPENAME}"
    WriteRegStr HKCU "${CLASSES}\${CLASS}\DefaultIcon" "" "$INSTDIR\fivegatesw.exe,0"
    WriteRegStr HKCU "${CLASSES}\${CLASS}\shell\open\command" "" '"$INSTDIR\fivegatesw.exe" "%1"'
!macroend

; The ending is given up only where it still is ours.
!macro UnregisterType ENDING CLASS
    DeleteRegKey HKCU "${CLASSES}\${CLASS}"
    DeleteRegValue HKCU "${CLASSES}\${ENDING}\OpenWithProgids" "${CLASS}"
    DeleteRegKey /ifempty HKCU "${CLASSES}\${ENDING}\OpenWithProgids"
    ReadRegStr $0 HKCU "${CLASSES}\${ENDING}" ""
    ${If} $0 == "${CLASS}"
        DeleteRegKey HKCU "${CLASSES}\${ENDING}"
    ${EndIf}
!macroend

!macro RemoveProgram
    RMDir /r "$INSTDIR\_internal"
    Delete "$INSTDIR\fivegates.exe"
    Delete "$INSTDIR\fivegatesw.exe"
!macroend

Section "Install"
    ; What an earlier version left must not be found by this one.
    !insertmacro RemoveProgram
    SetOutPath "$INSTDIR"
    File /r "${SOURCE}/*"
    WriteUninstaller "$INSTDIR\uninstall.exe"
    CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\fivegatesw.exe"

    !insertmacro RegisterType ".fivegates" "${PORTFOLIO}" "Fivegates portfolio" "application/vnd.fivegates"
    !insertmacro RegisterType ".fivegates-encrypted" "${ENCRYPTED}" "Encrypted Fivegates portfolio" \
        "application/vnd.fivegates-encrypted"
    !insertmacro RegisterType ".fivegates-ballot" "${BALLOT}" "Fivegates ballot" \
        "application/vnd.fivegates-ballot"
    System::Call 'shell32::SHChangeNotify(i ${SHCNE_ASSOCCHANGED}, i 0, p 0, p 0)'

    WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${NAME}"
    WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
    WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\fivegatesw.exe"
    WriteRegStr HKCU "${UNINSTALL}" "Publisher" "Fivegates contributors"
    WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
    WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
    WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
    WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
    WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
    ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
    WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" $0
SectionEnd

; Portfolios, backups and settings stay.
Section "Uninstall"
    !insertmacro UnregisterType ".fivegates" "${PORTFOLIO}"
    !insertmacro UnregisterType ".fivegates-encrypted" "${ENCRYPTED}"
    !insertmacro UnregisterType ".fivegates-ballot" "${BALLOT}"
    System::Call 'shell32::SHChangeNotify(i ${SHCNE_ASSOCCHANGED}, i 0, p 0, p 0)'
    DeleteRegKey HKCU "${UNINSTALL}"
    Delete "$SMPROGRAMS\${NAME}.lnk"
    !insertmacro RemoveProgram
    Delete "$INSTDIR\uninstall.exe"
    RMDir "$INSTDIR"
SectionEnd
