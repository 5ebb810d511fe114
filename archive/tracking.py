"""Parameters that others add to a shared link to see who followed it. They ask for nothing.

The names are those of the lists by which browsers clean links (Firefox, Brave), of ClearURLs
(https://docs.clearurls.xyz) and of the documentation of the services. A name that a reader may
write for a filter, such as `source`, is not among them: it is explained.
"""

from __future__ import annotations

from urllib.parse import unquote_plus

NAMES = frozenset(
    name
    for names in (
        # Clicks on advertisements. Most end in `clid`, which is a rule of its own.
        "msclkid gclsrc gbraid wbraid srsltid epik irgwc cjevent zanpid awc ef_id s_kwcid",
        "tblci dicbo napm ttad_id gad",
        # Social networks and messengers.
        "igsh igshid ig_rid mibextid sfnsn extid paipv __tn__ hc_ref hc_location fref",
        "__twitter_impression ref_src ref_url li_fat_id lipi licu trk trkinfo trkemail",
        "trackingid rdt_cid rdt share share_id shareid share_token share_from si feature_share",
        "isappinstalled nsukey sccid sc_cid _t_d",
        # Newsletters.
        "mc_cid mc_eid mkt_tok hsctatracking vero_conv vero_id __s ml_subscriber _ke _kx",
        "ml_subscriber_hash ck_subscriber_id ss_email_id dm_i dm_t bxid wickedid vgo_ee goal_id",
        "mailid mailing_id nl_id newsletter_id",
        # Analytics, content networks and the sites of newspapers.
        "utm _ga _gl _gac _openstat cmpid cmp camp campaign_id campaignid icid ocid ncid n_cid",
        "s_cid intcid smid smtyp sr_share xtor wt_mc wt.mc_id ito ftag wprov spm scm",
        "guccounter ref referrer referer",
    )
    for name in names.split()
)
"""In small letters."""

PREFIXES = (
    *("utm_", "utm-", "ga_", "_ga_", "gad_", "pk_", "piwik_", "mtm_", "matomo_", "stm_", "itm_"),
    *("fb_", "_branch_", "tt_", "trk_", "vero_", "oly_", "oft_", "bsft_", "hsa_", "_hs", "__hs"),
    *("mc_", "et_", "elq", "sms_", "at_", "ns_", "n_", "guce_", "rtm_", "_x_tr_", "adj_", "af_"),
)
"""In small letters. `n_` is Naver's, `_x_tr_` Google Translate's, `at_` and `ns_` are meters'."""

ENDINGS = ("clid", "clickid", "click_id")
"""What the name of a click's number ends with, in small letters."""


def is_tracking(name: str) -> bool:
    """Whether a parameter of this name asks for nothing."""
    # Links in HTML that was escaped twice have `&amp;` between their parameters.
    name = name.lower().removeprefix("amp;")
    return name in NAMES or name.startswith(PREFIXES) or name.endswith(ENDINGS)


def without_tracking(query: str) -> str:
    """A query string without the parameters that ask for nothing; the others are as they were."""
    parts = query.split("&")
    kept = [part for part in parts if not is_tracking(unquote_plus(part.partition("=")[0]))]
    return query if len(kept) == len(parts) else "&".join(kept)
