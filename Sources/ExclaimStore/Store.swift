import GRDB
import CSodium
