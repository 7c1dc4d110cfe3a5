"""What well-known functions of Go make of their arguments, by full name.

Source: the documentation of Go's standard library, of the AWS SDKs and of aws-lambda-go.
"""

from __future__ import annotations

from crenel.code.text import words

SDK = ("github.com/aws/aws-sdk-go-v2/", "github.com/aws/aws-sdk-go/")
"""Packages whose types say what a value can do."""

PASSING = words(
    """
    strings.TrimSpace strings.ToLower strings.ToUpper strings.Trim strings.TrimPrefix
    strings.TrimSuffix strings.Title strings.Split strings.Fields strings.NewReader strings.Repeat
    bytes.NewReader bytes.NewBuffer bytes.NewBufferString bytes.TrimSpace io.ReadAll
    io/ioutil.ReadAll net/url.QueryEscape net/url.PathEscape net/url.Parse net/url.QueryUnescape
    encoding/json.Marshal encoding/json.MarshalIndent encoding/base64.StdEncoding.DecodeString
    encoding/base64.StdEncoding.EncodeToString encoding/base64.URLEncoding.DecodeString
    encoding/json.NewDecoder bufio.NewReader bufio.NewScanner html.UnescapeString path.Base
    path/filepath.Base path/filepath.Clean string byte
    """
)
"""Their answer is as tainted as what they are given first."""
POINTERS = (
    "github.com/aws/aws-sdk-go-v2/aws.",
    "github.com/aws/aws-sdk-go/aws.",
    "github.com/aws/smithy-go/ptr.",
    "k8s.io/utils/ptr.",
    "github.com/samber/lo.",
)
"""Packages whose functions of one argument make a pointer of it, or the reverse."""
MAKING_POINTERS = words(
    """
    String ToString StringValue Int64 Int32 Int Bool Float64 To StringSlice ToStringSlice ToPtr
    StringMap Int64Value BoolValue Time JSONValue ToBool ToInt32 ToInt64
    """
)

CLEANING = words(
    """
    strconv.Atoi strconv.ParseInt strconv.ParseFloat strconv.ParseBool len cap time.Now
    time.Since github.com/google/uuid.New github.com/google/uuid.NewString
    github.com/google/uuid.Parse time.Parse math/rand.Intn crypto/rand.Read
    strings.Contains strings.HasPrefix strings.HasSuffix strings.EqualFold errors.Is errors.As
    """
)
"""Whatever they are given, their answer is no text that the sender chose."""

ERRORS = words(
    """
    fmt.Errorf errors.New errors.Join github.com/pkg/errors.Wrap github.com/pkg/errors.Wrapf
    github.com/pkg/errors.New github.com/pkg/errors.Errorf
    """
)

FORMATTING = words("fmt.Sprintf")
JOINING = words("strings.Join fmt.Sprint fmt.Sprintln path.Join path/filepath.Join")
FILLING = {
    "encoding/json.Unmarshal": (0, 1),
    "github.com/json-iterator/go.Unmarshal": (0, 1),
    "gopkg.in/yaml.v3.Unmarshal": (0, 1),
    "gopkg.in/yaml.v2.Unmarshal": (0, 1),
    "encoding/xml.Unmarshal": (0, 1),
}
"""Functions that fill what their second argument points to with what the first one says."""

STARTING = words(
    """
    github.com/aws/aws-lambda-go/lambda.Start github.com/aws/aws-lambda-go/lambda.StartWithContext
    github.com/aws/aws-lambda-go/lambda.StartHandler
    github.com/aws/aws-lambda-go/lambda.StartWithOptions
    github.com/aws/aws-lambda-go/lambda.StartHandlerWithContext
    github.com/aws/aws-lambda-go/lambda.NewHandler
    github.com/aws/aws-lambda-go/lambda.NewHandlerWithOptions
    """
)
CONTEXT = "context.Context"
