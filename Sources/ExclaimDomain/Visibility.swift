/// Who may read a record, numbered as in the contract.
public enum Visibility: Int32, CodeList {
  /// Its author alone.
  case `private` = 1
  /// Everybody who may use the server; what a record gets that does not say.
  case team = 2
  /// Everybody, public exports included.
  case `public` = 3
}
