// The words of a `.capa` file. Keywords are soft: the parser lets most of them stand in a name, so
// that `team meeting` and a piece of work called `review` need no quoting.
lexer grammar CapaLexer;

// Declarations
ACTIVITY : 'activity' ;
LANGUAGE : 'language' ;
PACK     : 'pack' ;
PLAN     : 'plan' ;
RULE     : 'rule' ;
RULES    : 'rules' ;
SETTING  : 'setting' ;
TEAM     : 'team' ;

// In a team or a plan
ACTUAL    : 'actual' ;
AGREED    : 'agreed' ;
ALLOW     : 'allow' ;
BECAUSE   : 'because' ;
BEFORE    : 'before' ;
CHOICE    : 'choice' ;
CONTRACT  : 'contract' ;
CORE      : 'core' ;
FTE       : 'fte' ;
GROUP     : 'group' ;
LEAVE     : 'leave' ;
LEVEL     : 'level' ;
QUOTA     : 'quota' ;
RANGE     : 'range' ;
REFERRALS : 'referrals' ;
REVIEW    : 'review' ;
ROLE      : 'role' ;
SET       : 'set' ;
SITES     : 'sites' ;
SKILLS    : 'skills' ;
TARGET    : 'target' ;
TRANSFER  : 'transfer' ;
UNTIL     : 'until' ;
USE       : 'use' ;
VACANT    : 'vacant' ;
WEEKLY    : 'weekly' ;
WEEKS     : 'weeks' ;
QUARTER_WORD : 'quarter' ;

// In a week
MON : 'mon' ; TUE : 'tue' ; WED : 'wed' ; THU : 'thu' ; FRI : 'fri' ; SAT : 'sat' ; SUN : 'sun' ;
AM  : 'am' ;  PM  : 'pm' ;  EVE : 'eve' ;
ANY   : 'any' ;
DAY   : 'day' ;
EVERY : 'every' ;
OF    : 'of' ;
PER   : 'per' ;
WEEK  : 'week' ;
WITH  : 'with' ;

// In a rule
AND     : 'and' ;
AT      : 'at' ;
BAD     : 'bad' ;
BIG     : 'big' ;
ADMIN   : 'admin' ;
CODE    : 'code' ;
DELETE  : 'delete' ;
DOC     : 'doc' ;
EACH    : 'each' ;
EDITION : 'edition' ;
ELSE    : 'else' ;
EXAMPLE : 'example' ;
FIX     : 'fix' ;
FOR     : 'for' ;
FROM    : 'from' ;
GOOD    : 'good' ;
HELP    : 'help' ;
IF      : 'if' ;
IN      : 'in' ;
INSERT  : 'insert' ;
IS      : 'is' ;
LET     : 'let' ;
NO      : 'no' ;
NOT     : 'not' ;
NOTE    : 'note' ;
OPTIONAL : 'optional' ;
OR      : 'or' ;
AFTER   : 'after' ;
REPLACE : 'replace' ;
REQUIRE : 'require' ;
SAY     : 'say' ;
SOURCE  : 'source' ;
STANDARD : 'standard' ;
SUGGESTED : 'suggested' ;
THEN    : 'then' ;
TITLE   : 'title' ;
WHERE   : 'where' ;
YES     : 'yes' ;

// Values
DATE     : D D D D '-' D D? '-' D D? ;
QUARTER  : D D D D '-' [Qq] D ;
CLOCK    : D D? ':' D D ;
PERCENT  : NUM '%' ;
COUNT    : [xX\u00D7] NUM ;
QUANTITY : NUM LETTER+ (D+ LETTER+)* ;
NUMBER   : NUM ;
DAYS     : DAY_RANGE (',' DAY_RANGE)* ;
STRING   : '"' ~["\r\n]* '"' ;
WORD     : LETTER WORD_CHAR* ('-' WORD_CHAR+)* ;

// Slips of the pen that get a message of their own
SLASHED_DATE  : D D? [/.] D D? [/.] D D (D D)? ;
DECIMAL_COMMA : D+ ',' D+ ('%' | LETTER+)? ;
CURLY_STRING  : [\u201C\u201D\u201E\u00AB] ~["\u201C\u201D\u00BB\r\n]* ["\u201C\u201D\u00BB] ;
OPEN_STRING   : ["\u201C\u201D\u201E\u00AB] ~["\u201C\u201D\u00BB\r\n]* ;

LBRACE : '{' ;
RBRACE : '}' ;
LPAREN : '(' ;
RPAREN : ')' ;
COMMA  : ',' ;
DOTS   : '..' ;
DOT    : '.' ;
PLUS   : '+' ;
MINUS  : '-' ;
TIMES  : '*' ;
OVER   : '/' ;
LE     : '<=' ;
GE     : '>=' ;
LT     : '<' ;
GT     : '>' ;
EQ     : '=' ;
NE     : '!=' ;

// A new line ends a statement. The token stream drops it where a statement goes on: inside round
// brackets, after a comma or an operator, and before a line that begins with an operator.
NL      : '\r'? '\n' | '\r' ;
COMMENT : '#' ~[\r\n]* -> channel(HIDDEN) ;
SPACE   : [ \t\u00A0\u2000-\u200A\u202F\u3000\uFEFF]+ -> skip ;
UNKNOWN : . ;

fragment NUM       : D+ ('.' D+)? ;
fragment D         : [0-9] ;
fragment DAY_RANGE : DAY_NAME ('-' DAY_NAME)? ;
fragment DAY_NAME  : 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun' ;
// Letters and their marks, as XML 1.0 bounds the characters of a name: whole blocks, since a set of each
// script's own letters takes half of the time that a check of one plan has.
fragment LETTER    : [A-Za-z_\u00AA\u00B5\u00BA\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u037D\u037F-\u1FFF\u2070-\u218F]
                   | [\u2C00-\u2FEF\u3040-\uD7FF\uF900-\uFDCF\uFDF0-\uFEFE\uFF21-\uFF3A\uFF41-\uFF5A\uFF66-\uFFDC]
                   | [\u{10000}-\u{1EFFF}\u{20000}-\u{EFFFF}] ;
fragment WORD_CHAR : LETTER | [0-9'\u2019] ;
