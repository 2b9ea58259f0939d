using System.Text;
using EdgeNode.Dicom.DataSets;

namespace EdgeNode.Dicom.Tests.DataSets;

/// <summary>
/// The examples of PS3.5 annexes H (Japanese), I (Korean), J (Chinese) and K (Chinese, Greek), and escape sequences that end where they should not. In the
/// bytes, ESC is written as \e.
/// </summary>
public sealed class CodeExtensionTests
{
    [Theory]
    [InlineData("H.3.1", "|ISO 2022 IR 87", @"Yamada^Tarou=\e$B;3ED\e(B^\e$BB@O:\e(B=\e$B$d$^$@\e(B^\e$B$?$m$&\e(B", "Yamada^Tarou=山田^太郎=やまだ^たろう")]
    [InlineData("H.3.2", "ISO 2022 IR 13|ISO 2022 IR 87", @"\xD4\xCF\xC0\xDE^\xC0\xDB\xB3=\e$B;3ED\e(J^\e$BB@O:\e(J=\e$B$d$^$@\e(J^\e$B$?$m$&\e(J", "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう")]
    [InlineData("I.2", "|ISO 2022 IR 149", @"Hong^Gildong=\e$)C\xFB\xF3^\e$)C\xD1\xCE\xD4\xD7=\e$)C\xC8\xAB^\e$)C\xB1\xE6\xB5\xBF", "Hong^Gildong=洪^吉洞=홍^길동")]
    [InlineData("J.1", "ISO_IR 192", @"Wang^XiaoDong=\xE7\x8E\x8B^\xE5\xB0\x8F\xE6\x9D\xB1=", "Wang^XiaoDong=王^小東")]
    [InlineData("J.3", "GB18030", @"Wang^XiaoDong=\xCD\xF5^\xD0\xA1\xB6\xAB=", "Wang^XiaoDong=王^小东")]
    [InlineData("J.4", "GBK", @"Wang^XiaoDong=\xCD\xF5^\xD0\xA1\xB6\xAB=", "Wang^XiaoDong=王^小东")]
    [InlineData("K.2", "|ISO 2022 IR 58", @"Zhang^XiaoDong=\e$)A\xD5\xC5^\e$)A\xD0\xA1\xB6\xAB=", "Zhang^XiaoDong=张^小东")]
    [InlineData("JIS X 0212", "|ISO 2022 IR 87|ISO 2022 IR 159", @"A=\e$(D0!\e(B\e$B;3\e(B=", "A=丂山")]
    [InlineData("Latin, Greek and Cyrillic in one", "ISO 2022 IR 100|ISO 2022 IR 126|ISO 2022 IR 144", @"J\xE9r\xF4me^\e-F\xC4\xE9^\xE9=\e-L\xBB\xEE", "Jérôme^Δι^é=Лю")]
    public void Names_of_the_standard(string example, string terms, string bytes, string expected) => Assert.Equal((example, expected), (example, Name(terms, bytes)));

    [Theory]
    [InlineData("ISO_IR 101", @"\xA3", "Ł")]
    [InlineData("ISO_IR 109", @"\xA1", "Ħ")]
    [InlineData("ISO_IR 110", @"\xA2", "ĸ")]
    [InlineData("ISO_IR 148", @"\xF0", "ğ")]
    [InlineData("ISO_IR 203", @"\xA4", "€")]
    [InlineData("ISO_IR 166", @"\xA1\xD2", "กา")]
    [InlineData("ISO_IR 13", @"\xD4\xCF~", "ﾔﾏ‾")]
    [InlineData("iso-ir 100", @"\xE9", "é")]
    [InlineData("ISO_2022_IR_149", @"\xC8\xAB", "홍")]
    public void Single_sets_and_terms_as_they_are_misspelt(string terms, string bytes, string expected) => Assert.Equal(expected, Name(terms, bytes));

    [Theory]
    [InlineData("|ISO 2022 IR 87", @"\e$B;3E", "山\uFFFD")]
    [InlineData("|ISO 2022 IR 149", @"\e$)C\xFB^x", "\uFFFD^x")]
    [InlineData("|ISO 2022 IR 149", @"\e$)C\xFB\xF3^\xFB\xF3", "洪^\uFFFD\uFFFD")]
    [InlineData("|ISO 2022 IR 87", @"a\e%Zb", "a\uFFFD%Zb")]
    [InlineData("|ISO 2022 IR 87", @"\xB1", "\uFFFD")]
    [InlineData("ISO_IR 192", @"\xE7\x8E", "\uFFFD")]
    public void What_cannot_be_decoded_is_shown_as_such(string terms, string bytes, string expected) => Assert.Equal(expected, Name(terms, bytes));

    [Fact]
    public void A_backslash_inside_a_kanji_separates_nothing_and_one_after_it_does()
    {
        // 25 5C is ボ; after ESC ( B the backslash is one.
        var dataSet = new DicomDataset().Set(Tags.SpecificCharacterSet, "", "ISO 2022 IR 87").Set(Tags.ImageType, "X").Set(Tags.SeriesDescription, Vr.LO, Bytes(@"\e$B%\x5C\e(B\x5Cb"));
        Assert.Equal(["ボ", "b"], dataSet.GetStrings(Tags.SeriesDescription));
    }

    [Fact]
    public void Lines_of_a_long_text_begin_in_the_first_set()
    {
        var dataSet = new DicomDataset().Set(Tags.SpecificCharacterSet, "", "ISO 2022 IR 149").Set(Tags.PatientComments, Vr.LT, Bytes(@"\e$)C\xC8\xAB^\xC8\xAB\x0D\x0Aok"));
        Assert.Equal("홍^홍\r\nok", dataSet.GetString(Tags.PatientComments));
    }

    [Fact]
    public void Escape_sequences_are_followed_although_no_term_announces_them() => Assert.Equal("山", Name("ISO_IR 100", @"\e$B;3\e(B"));

    private static string? Name(string terms, string bytes) =>
        new DicomDataset().Set(Tags.SpecificCharacterSet, terms.Split('|')).Set(Tags.PatientName, Vr.PN, Bytes(bytes)).GetString(Tags.PatientName);

    private static byte[] Bytes(string text)
    {
        var bytes = new List<byte>();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && text[i + 1] == 'e')
            {
                bytes.Add(0x1B);
                i++;
            }
            else if (text[i] == '\\' && text[i + 1] == 'x')
            {
                bytes.Add(Convert.ToByte(text.Substring(i + 2, 2), 16));
                i += 3;
            }
            else
            {
                bytes.AddRange(Encoding.ASCII.GetBytes([text[i]]));
            }
        }

        return [.. bytes];
    }
}
