#!/usr/bin/env bash
# Sign the app bundle and make a disk image of it; notarise it where a profile is given. For macOS.
#
#   packaging/macos/make_dmg.sh APP OUT.dmg [IDENTITY [NOTARY-PROFILE]]
#
# APP is build/application/Fivegates.app, IDENTITY a "Developer ID Application" certificate in the keychain; without
# one the bundle is signed ad hoc, for this machine alone. NOTARY-PROFILE was stored by `xcrun notarytool
# store-credentials`.
set -euo pipefail
app=$1
image=$2
identity=${3:--}
profile=${4:-}
here=$(dirname "${BASH_SOURCE[0]}")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

options=(--force --sign "$identity")
[[ $identity == - ]] || options+=(--timestamp --options runtime --entitlements "$here/entitlements.plist")
# Inside out: each library before the bundle that holds it.
find "$app/Contents" -type f \( -name '*.dylib' -o -name '*.so' \) -print0 | xargs -0 codesign "${options[@]}"
find "$app/Contents/Frameworks" -type d -name '*.framework' -print0 | xargs -0 codesign "${options[@]}"
codesign "${options[@]}" "$app"
codesign --verify --strict --deep "$app"

ditto "$app" "$scratch/$(basename "$app")"
ln -s /Applications "$scratch/Applications"
hdiutil create -volname Fivegates -srcfolder "$scratch" -fs APFS -format ULFO -ov "$image"
[[ $identity == - ]] || codesign --sign "$identity" --timestamp "$image"

if [[ $profile ]]; then
    xcrun notarytool submit "$image" --keychain-profile "$profile" --wait
    xcrun stapler staple "$image"
    spctl --assess --type open --context context:primary-signature --verbose "$image"
fi
