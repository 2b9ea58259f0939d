namespace EdgeNode.EndToEnd.Journeys;

/// <summary>What the screen must say, in one language.</summary>
internal sealed record KioskWords(
    string Rejected, string Reclassified, string Agreed, string Measured, string Missed, string Decision, string Signs, string Outcome, string Superseded, string EarlierStudy, string NotPresent, string Echo)
{
    public static KioskWords In(string language) => language == "en"
        ? new("A1: Reject (vessel)", "margin", "A1: Agree", "A1 measured", "A1: positive", "Transfer scheduled", "A1: airway at risk, firm", "A1: Pathology — metastasis", "this study, revision 1, superseded", "earlier result, revision 1", "EARLIER — NOT THE PRESENT RESULT", "answered")
        : new("A1: 不成立 (血管)", "邊緣", "A1: 同意", "A1 量測", "A1：陽性", "安排轉送", "A1: 呼吸道受威脅, 質地硬", "A1: 病理 — 轉移", "同一檢查，版本 1，已被取代", "先前結果，版本 1", "先前影像 — 並非目前結果", "有回應");
}
