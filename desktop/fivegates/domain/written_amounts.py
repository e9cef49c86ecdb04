"""Amounts of money as people write them in a text: in figures or in words, in English and German."""

import re
from typing import Final

# Signs of currencies and their codes by ISO 4217, but for those that are words in capitals: ALL and TOP.
_CODES: Final = (
    "AED AFN AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF "
    "CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD "
    "HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL "
    "LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP "
    "PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT "
    "TND TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG"
).replace(" ", "|")
_SIGN: Final = rf"(?:[$¢£¤¥\u20a0-\u20c0]|\b(?:{_CODES})\b)"
_CALLED: Final = r"(?i:euros?|cents?|dollars?|pounds?|francs?|franken|pfund|yen)\b"
_SCALE: Final = r"(?:k|m|bn|(?i:thousand|[mb]illion|tausend|million(?:en)?|milliarden?)|Mio\.?|Mrd\.?|Tsd\.?)"
_FIGURE: Final = rf"\d[\d.,'’\u00a0\u202f]*(?:\s?{_SCALE}(?!\w))?"
# One figure, or from one to another.
_FIGURES: Final = rf"{_FIGURE}(?:(?:[-–—]|\s(?:to|bis)\s){_FIGURE})?"
_ENGLISH: Final = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety half quarters? "
    "dozens? hundreds? thousands? millions? billions?"
).replace(" ", "|")
# Number words that are written as one, such as “zweihundertfünfzigtausend”, and those that are not. Repeats
# are bounded, so that no text takes long.
_GERMAN: Final = (
    "(?!(?:und|halb|eine)\\b)"
    "(?:ein|zwei|zwo|drei|vier|fünf|sechs?|sieben|sieb|acht|neun|zehn|elf|zwölf|zwanzig|"
    "drei(?:ß|ss)ig|zig|hundert|tausend|und|halb){1,12}+e?|halbe[nr]?|viertel|anderthalb|dutzende?|"
    "million(?:en)?|milliarden?"
)
_NUMBER: Final = rf"(?:(?:{_ENGLISH}|{_GERMAN})\b)"
_BETWEEN: Final = r"(?:(?:and|und|an?|of|eine[rn]?)[\s-]+){0,2}"
_WORDS: Final = rf"(?i:\b{_NUMBER}(?:[\s-]+{_BETWEEN}{_NUMBER}){{0,8}})(?:\s{_SCALE}(?!\w))?"
AMOUNT: Final = re.compile(
    rf"[−-]?{_SIGN}\s?[−-]?{_FIGURES}|{_FIGURES}[\s-]?{_SIGN}|{_FIGURES}[\s-]?{_CALLED}"
    rf"|{_SIGN}\s?{_WORDS}|{_WORDS}[\s-](?:(?i:of)\s)?(?:{_SIGN}|{_CALLED})"
)
"""A figure or number words beside the sign, the code or the name of a currency."""
